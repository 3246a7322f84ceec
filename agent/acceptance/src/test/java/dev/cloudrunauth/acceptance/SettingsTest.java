package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings of the configuration do to requests. */
class SettingsTest {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final String ORDERS = "https://" + HOST;
  private static final String CUSTOM_AUDIENCE = "https://orders.example.com";
  private static final String GET = " HTTP/2 GET " + ORDERS + "/";

  @TempDir Path folder;
  private LocalCloudRun cloudRun;

  @BeforeEach
  void start() {
    cloudRun =
        LocalCloudRun.builder()
            .service(
                PrivateService.at(ORDERS)
                    .customAudience(CUSTOM_AUDIENCE)
                    .handler(new EchoService()))
            .start();
  }

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  @Test
  void aWildcardGivesEachServiceATokenOfItsOwnWithoutTheTrafficTag() {
    var received =
        receive(
            "audiences=https://*.run.app",
            "send" + GET,
            "send HTTP/2 GET https://blue---" + HOST + "/");

    assertEquals(2, received.size());
    assertEquals("blue---" + HOST, received.get(1).host());
    for (var request : received) {
      assertEquals(200, request.status());
      assertEquals(ORDERS, request.audience().orElse("no token"));
    }
  }

  @Test
  void hostsGetTheAudienceThatIsConfiguredForThem() throws IOException {
    var file = folder.resolve("c.yaml");
    Files.writeString(
        file, "audiences:\n  - audience: " + CUSTOM_AUDIENCE + "\n    hosts: [" + HOST + "]\n");

    var request = receive(file.toString(), "execute" + GET).get(0);

    assertEquals(200, request.status());
    assertEquals(CUSTOM_AUDIENCE, request.audience().orElse("no token"));
  }

  /** The pipe holds the agent back until main has done so. */
  @Test
  void propertiesThatMainReplacesAreThoseOfTheStart() throws Exception {
    var fifo = folder.resolve("fifo");
    assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0);
    try (var application =
        Fork.on(Jdk.own())
            .agent(fifo.toString())
            .flags(cloudRun.jvmFlags())
            .flags(List.of("-Dcloudrunauth.header=x-serverless-authorization"))
            .environment(cloudRun.environment())
            .environment(Map.of("CLOUDSDK_CONFIG", ""))
            .program("Cleared", List.of(), "javax.net.", "http", "jdk.", "os.")
            .start()) {
      assertTrue(application.ask("listen").startsWith("listening on "));
      Files.writeString(fifo, "audiences: [" + ORDERS + "]");
      application.hear(" ready, on Java " + Jdk.own().release());

      assertEquals("200 HTTP_2", application.ask("send" + GET));
      var headers = cloudRun.received().get(0).headers();
      assertTrue(headers.has("X-Serverless-Authorization"));
      application.end();
    }
  }

  @Test
  void theOtherHeaderCarriesTheTokenWhereThatIsConfigured() {
    for (var request :
        receive(
            "header=x-serverless-authorization,audiences=" + ORDERS,
            "send" + GET,
            "execute" + GET)) {
      assertEquals(200, request.status());
      assertTrue(request.headers().has("X-Serverless-Authorization"));
      assertFalse(request.headers().has("Authorization"));
    }
  }

  @Test
  void aClientThatIsSwitchedOffIsLeftAlone() {
    var received =
        receive("clients.okhttp=false,audiences=" + ORDERS, "send" + GET, "execute" + GET);

    assertEquals(List.of(200, 403), received.stream().map(ReceivedRequest::status).toList());
  }

  private List<ReceivedRequest> receive(String argument, String... calls) {
    var result =
        Fork.on(Jdk.own())
            .agent(argument)
            .flags(cloudRun.jvmFlags())
            .environment(cloudRun.environment())
            .program("Caller", Client.newestJars(), calls)
            .run();
    assertEquals(List.of(), result.unexplained());
    assertEquals(calls.length, cloudRun.received().size());
    return cloudRun.received();
  }
}
