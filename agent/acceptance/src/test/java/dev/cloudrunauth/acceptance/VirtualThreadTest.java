package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Virtual threads that wait for a token give up the thread that carries them. */
class VirtualThreadTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";

  /** Java 21 to 23 tell of each virtual thread that waits with a monitor; later ones let it. */
  @Test
  void noneIsPinnedByTheWait() {
    var jdk = Jdk.found().stream().filter(each -> each.release() >= 21 && each.release() < 24);
    var found = jdk.findFirst();
    assumeTrue(found.isPresent(), "no Java 21 to 23 here, which alone could tell");
    try (var cloudRun =
        LocalCloudRun.builder()
            .service(PrivateService.at(ORDERS).handler(new EchoService()))
            .start()) {
      cloudRun.metadataServer().misbehave(Fault.delay(Duration.ofMillis(500)));
      var result =
          Fork.on(found.get())
              .agent("audiences=" + ORDERS.replace("orders", "*"))
              .flags(cloudRun.jvmFlags())
              .flags(List.of("-Djdk.tracePinnedThreads=full"))
              .environment(cloudRun.environment())
              .program(
                  "Virtual",
                  Client.newestJars(),
                  "execute HTTP/1.1 GET " + ORDERS + "/",
                  "send HTTP/2 GET " + ORDERS + "/")
              .run();

      assertEquals(0, result.exit(), result.err().toString());
      assertEquals(40, result.out().stream().filter(line -> line.startsWith("200 ")).count());
      var pinnedInAgent =
          result.out().stream()
              .filter(line -> line.contains("CloudRunAuthHook") || line.contains("cloudrunauth"))
              .toList();
      assertEquals(List.of(), pinnedInAgent);
      assertEquals(1, cloudRun.metadataServer().idTokenRequests().size());
    }
  }
}
