package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The token is there, and the client's executor has no thread free to go on with. */
class BusyExecutorTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder().service(PrivateService.at(ORDERS).handler(new EchoService())).start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static List<Jdk> outermost() {
    return Jdk.outermost();
  }

  @ParameterizedTest
  @MethodSource("outermost")
  void theRequestsOwnTimeOutStillHolds(Jdk jdk) {
    cloudRun.metadataServer().misbehave(Fault.status(503));
    try (var application = program(jdk, "sendAsync").start()) {
      application.hear("sending");
      cloudRun.metadataServer().recover();
      application.hear("timed out");
      application.end();
    }
    assertEquals(List.of(), cloudRun.received(), "nothing is sent, not even late");
  }

  @ParameterizedTest
  @MethodSource("outermost")
  void itHoldsForARequestThatIsSentOnItsOnlyThread(Jdk jdk) {
    cloudRun.metadataServer().misbehave(Fault.status(503));
    try (var application = program(jdk, "send").start()) {
      application.hear("sending");
      cloudRun.metadataServer().recover();
      application.hear("timed out");
      application.end();
    }
  }

  private Fork program(Jdk jdk, String mode) {
    return Fork.on(jdk)
        .agent("token-timeout=30s,audiences=" + ORDERS)
        .flags(cloudRun.jvmFlags())
        .environment(cloudRun.environment())
        .program("BusyExecutor", List.of(), mode, ORDERS + "/");
  }
}
