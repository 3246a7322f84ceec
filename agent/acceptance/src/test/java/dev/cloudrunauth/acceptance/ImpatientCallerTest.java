package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.acceptance.clients.ClientsUnderTest;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A caller who is interrupted while it waits for a token ends its own wait, and no other. */
class ImpatientCallerTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder().service(PrivateService.at(ORDERS).handler(new EchoService())).start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static Stream<Arguments> callers() {
    return ClientsUnderTest.all().stream()
        .flatMap(client -> client.interruptions().entrySet().stream())
        .map(caller -> Arguments.of(caller.getKey(), caller.getValue()));
  }

  @ParameterizedTest
  @MethodSource("callers")
  void theOtherCallerHasItsToken(String mode, String thrown) {
    cloudRun.metadataServer().misbehave(Fault.status(503));
    var fork =
        Fork.on(Jdk.own())
            .agent("token-timeout=60s,audiences=" + ORDERS)
            .flags(cloudRun.jvmFlags())
            .environment(cloudRun.environment())
            .program("Impatient", Client.newestJars(), mode + " HTTP/1.1 GET " + ORDERS + "/");

    try (var application = fork.start()) {
      application.hear("the impatient: " + thrown);
      cloudRun.metadataServer().recover();
      application.hear("the patient: 200");
      application.end();
    }
    assertEquals(1, cloudRun.received().size(), "the impatient caller sent nothing");
  }
}
