package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A caller who is interrupted while it waits for a token ends its own wait, and no other. */
class ImpatientCallerTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder().service(PrivateService.at(ORDERS).handler(new EchoService())).start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  @ParameterizedTest
  @CsvSource({
    "send, java.lang.InterruptedException",
    "execute, java.io.InterruptedIOException",
    "connection, java.io.InterruptedIOException"
  })
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
