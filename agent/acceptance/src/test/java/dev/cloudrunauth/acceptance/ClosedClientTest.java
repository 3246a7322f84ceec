package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.service.PrivateService;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A client of the JDK's that the application ends while one of its requests awaits a token. */
class ClosedClientTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final Duration DELAY = Duration.ofMillis(500);

  private static Stream<Jdk> jdks() {
    return Jdk.found().stream().filter(jdk -> jdk.release() >= 21);
  }

  /** As the documentation of both says: what was submitted before runs to its completion. */
  @TestFactory
  Stream<DynamicTest> endedInOrderItSendsTheRequestWithItsToken() {
    return jdks()
        .flatMap(
            jdk ->
                Stream.of("close", "shutdown")
                    .map(
                        method ->
                            DynamicTest.dynamicTest(
                                method + " on " + jdk,
                                () -> {
                                  try (var cloudRun = cloudRun(Fault.delay(DELAY))) {
                                    assertEquals(List.of("200"), ended(cloudRun, jdk, method));
                                    assertEquals(1, cloudRun.received().size());
                                  }
                                })));
  }

  @TestFactory
  Stream<DynamicTest> endedAtOnceItFailsTheRequestAndSendsNothing() {
    return jdks()
        .map(
            jdk ->
                DynamicTest.dynamicTest(
                    "shutdownNow on " + jdk,
                    () -> {
                      try (var cloudRun = cloudRun(Fault.hang())) {
                        assertEquals(
                            List.of("java.io.IOException"), ended(cloudRun, jdk, "shutdownNow"));
                        assertEquals(List.of(), cloudRun.received());
                      }
                    }));
  }

  private static LocalCloudRun cloudRun(Fault ofMetadataServer) {
    var cloudRun = LocalCloudRun.builder().service(PrivateService.at(ORDERS)).start();
    cloudRun.metadataServer().misbehave(ofMetadataServer);
    return cloudRun;
  }

  private static List<String> ended(LocalCloudRun cloudRun, Jdk jdk, String method) {
    var result =
        Fork.on(jdk)
            .agent("token-timeout=30s,audiences=" + ORDERS)
            .flags(cloudRun.jvmFlags())
            .environment(cloudRun.environment())
            .program("Closing", List.of(), method, ORDERS + "/")
            .run();
    return result.out();
  }
}
