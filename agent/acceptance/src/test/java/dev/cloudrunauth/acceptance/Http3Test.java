package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Java 26 can prefer HTTP/3. No server here speaks it, so that the request falls back. */
class Http3Test {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";

  @Test
  void aRequestThatFallsBackToAnOlderVersionHasItsToken() {
    var jdk = Jdk.newest();
    assumeTrue(jdk.release() >= 26, "no Java 26 here, which is the first with HTTP/3");
    try (var cloudRun =
        LocalCloudRun.builder().service(PrivateService.at("https://" + HOST)).start()) {
      var origin = "https://" + HOST + ":" + cloudRun.httpsPort();
      var result =
          Fork.on(jdk)
              .agent("audiences=" + origin)
              .flags(cloudRun.hostsFileFlags())
              .environment(cloudRun.environment())
              .program("Caller", List.of(), "send HTTP/3 GET " + origin + "/")
              .run();

      assertEquals(List.of("200 HTTP_2"), result.out(), result.err().toString());
      assertEquals(List.of(), result.complaints());
      assertEquals(origin, cloudRun.received().get(0).audience().orElse("no token"));
    }
  }
}
