package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A blocking client without a time-out for the whole call has one for each read. */
class ReadTimeoutTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";

  static List<Jdk> jdks() {
    return Jdk.outermost();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aWaitForATokenEndsWithTheReadTimeoutOfTheConnection(Jdk jdk) {
    try (var cloudRun = LocalCloudRun.builder().service(PrivateService.at(ORDERS)).start()) {
      cloudRun.metadataServer().misbehave(Fault.status(503));
      var result =
          Fork.on(jdk)
              .agent("token-timeout=60s,audiences=" + ORDERS)
              .flags(cloudRun.jvmFlags())
              .flags(List.of("-Dsun.net.client.defaultReadTimeout=400"))
              .environment(cloudRun.environment())
              .program(
                  "Caller",
                  List.of(),
                  "connection HTTP/1.1 GET " + ORDERS + "/",
                  "connection HTTP/1.1 POST " + ORDERS + "/")
              .run();

      assertEquals(
          List.of(
              "java.net.SocketTimeoutException: Read timed out",
              "java.net.SocketTimeoutException: Read timed out"),
          result.out(),
          result.err().toString());
      assertEquals(List.of(), cloudRun.received(), "nothing was sent");
    }
  }
}
