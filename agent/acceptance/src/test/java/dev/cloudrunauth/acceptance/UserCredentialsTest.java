package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cloudrunauth.local.LocalCloudRun;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person's own token, which is good for every service that the person may call. */
class UserCredentialsTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String STOCK = "https://stock-123456789012.us-central1.run.app";
  private static final String SHOP = "https://shop.example.com";
  private static final String PERSON = "jane@example.com";
  private static final String STRANGER = "joe@example.com";
  private static final String REFUSED = "java.io.IOException: no ID token for ";

  private static final String CONFIGURATION =
      """
      user-credentials: true
      token-timeout: 60s
      audiences:
        - %s
        - https://*-123456789012.us-central1.run.app
        - %s
        - audience: https://hidden-4fjx2k-uc.a.run.app
          hosts: [hidden-4fjx2k-uc.a.run.app]
        - %s:8443
      """
          .formatted(ORDERS, SHOP, ORDERS);

  @TempDir Path folder;
  private LocalCloudRun cloudRun;

  @BeforeEach
  void start() throws IOException {
    assumeFalse(IdentityTest.isOnGoogleHardware(), "this machine is Google's");
    cloudRun =
        LocalCloudRun.builder()
            .service(PrivateService.at(ORDERS).invoker(PERSON))
            .service(PrivateService.at(STOCK).invoker(PERSON))
            .publicSite("shop.example.com")
            .start();
    Files.writeString(folder.resolve("cloud-run-auth.yaml"), CONFIGURATION);
  }

  @AfterEach
  void stop() {
    if (cloudRun != null) {
      cloudRun.close();
    }
  }

  @Test
  void goesToAnExactServiceThatThePersonMayCall() throws IOException {
    var result = caller(PERSON, Map.of(), get(ORDERS), get(ORDERS.replace("//", "//blue---")));

    assertEquals(List.of("200 HTTP_2", "200 HTTP_2"), result.out(), result.err().toString());
    for (var request : cloudRun.received()) {
      assertEquals(PERSON, request.principal().orElse("nobody"));
    }
    assertEquals(1, cloudRun.tokenEndpoint().received().size());
    assertEquals(
        1,
        result.err().stream()
            .filter(line -> line.contains("It is not bound to a service: whoever receives it"))
            .count(),
        result.err().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {STOCK, SHOP, "https://hidden-4fjx2k-uc.a.run.app", ORDERS + ":8443"})
  void goesNowhereElse(String origin) throws IOException {
    var result = caller(PERSON, Map.of(), get(origin));

    assertTrue(result.out().get(0).startsWith(REFUSED), result.out().get(0));
    assertTrue(result.out().get(0).contains("set \"impersonate\""), result.out().get(0));
    assertEquals(List.of(), cloudRun.received());
    assertEquals(List.of(), cloudRun.tokenEndpoint().received());
  }

  @Test
  void goesNowhereFromGoogleCloud() throws IOException {
    var result = caller(PERSON, Map.of("K_SERVICE", "storefront"), get(ORDERS));

    assertTrue(result.out().get(0).contains("are not used on Google Cloud"), result.out().get(0));
    assertEquals(List.of(), cloudRun.received());
  }

  @Test
  void ofAnotherOauthClientIsNotSent() throws IOException {
    var login = cloudRun.writeUserCredentials(folder.resolve("login.json"), PERSON);
    Files.writeString(
        login, Files.readString(login).replaceFirst("764086051850-[^\"]+", "1-my.example"));
    var result = caller(login, Map.of(), get(ORDERS));

    assertTrue(result.out().get(0).contains("Cloud Run does not take"), result.out().get(0));
    assertEquals(List.of(), cloudRun.received());
  }

  @Test
  void ofSomebodyWithoutTheRoleIsExplained() throws IOException {
    var result = caller(STRANGER, Map.of(), get(ORDERS));

    assertEquals(List.of("403 HTTP_2"), result.out());
    var explanation = result.explanations().get(0);
    assertTrue(explanation.contains(STRANGER + " lacks the role"), explanation);
    assertTrue(explanation.contains("--member user:" + STRANGER), explanation);
  }

  private Fork.Result caller(String person, Map<String, String> environment, String... calls)
      throws IOException {
    var login = cloudRun.writeUserCredentials(folder.resolve("login.json"), person);
    return caller(login, environment, calls);
  }

  /** In a JVM that knows no host but those in an empty file, and so no metadata server. */
  private Fork.Result caller(Path login, Map<String, String> environment, String... calls)
      throws IOException {
    var hosts = Files.writeString(folder.resolve("hosts"), "");
    return Fork.on(Jdk.own())
        .in(folder)
        .agent("cloud-run-auth.yaml")
        .flags(cloudRun.jvmFlags())
        .flags(List.of("-Djdk.net.hosts.file=" + hosts))
        .environment(environment)
        .environment(Map.of("GOOGLE_APPLICATION_CREDENTIALS", login.toString()))
        .program("Caller", List.of(), calls)
        .run();
  }

  private static String get(String origin) {
    return "send HTTP/2 GET " + origin + "/";
  }
}
