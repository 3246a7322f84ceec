package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.ServiceRequest;
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

/** Where tokens come from, and what happens where they cannot come from anywhere. */
class IdentityTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String GET = "send HTTP/2 GET " + ORDERS + "/orders/1001";
  private static final String ACCOUNT = "key-holder@demo-project.iam.gserviceaccount.com";

  @TempDir Path folder;
  private LocalCloudRun cloudRun;

  @BeforeEach
  void start() {
    cloudRun =
        LocalCloudRun.builder()
            .service(
                LocalCloudRun.sampleServices()
                    .get(0)
                    .invoker(LocalCloudRun.DEFAULT_PRINCIPAL)
                    .invoker(ACCOUNT))
            .publicSite("www.example.com", this::endTheOutage)
            .start();
  }

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  @Test
  void aServiceAccountKeySpeaksForItsAccount() throws IOException {
    var key = cloudRun.writeServiceAccountKey(folder.resolve("key.json"), ACCOUNT);

    var result =
        caller(GET, GET)
            .agent("audiences=" + ORDERS)
            .environment(Map.of("GOOGLE_APPLICATION_CREDENTIALS", key.toString()))
            .run();

    assertEquals(List.of(), result.complaints());
    assertEquals(2, cloudRun.received().size());
    for (var request : cloudRun.received()) {
      assertEquals(200, request.status());
      assertEquals(ACCOUNT, request.principal().orElse("nobody"));
    }
    assertEquals(1, cloudRun.tokenEndpoint().received().size());
    assertEquals(List.of(), cloudRun.metadataServer().received());
  }

  /** In a service, a job and a worker pool, whatever gcloud has left in the image. */
  @ParameterizedTest
  @ValueSource(strings = {"K_SERVICE", "CLOUD_RUN_JOB", "CLOUD_RUN_WORKER_POOL"})
  void onCloudRunTheMetadataServerIsAskedForTheTokenAndNothingElse(String variable)
      throws IOException {
    cloudRun.writeUserCredentials(
        folder.resolve("application_default_credentials.json"), "jane@example.com");
    var result =
        caller(GET)
            .agent("audiences=" + ORDERS)
            .environment(cloudRun.environment())
            .environment(Map.of(variable, "storefront", "CLOUDSDK_CONFIG", folder.toString()))
            .run();

    assertEquals(List.of("200 HTTP_2"), result.out());
    assertEquals(1, cloudRun.metadataServer().received().size());
    assertTrue(
        result.err().get(0).startsWith("{\"severity\":\"INFO\""),
        "logs as Cloud Logging reads them");
  }

  @Test
  void blanksAroundTheMetadataServersAddressAreNoPartOfIt() {
    var host = cloudRun.environment().get("GCE_METADATA_HOST");

    var result =
        caller(GET)
            .agent("audiences=" + ORDERS)
            .environment(Map.of("GCE_METADATA_HOST", " " + host + "\r"))
            .run();

    assertEquals(List.of("200 HTTP_2"), result.out());
  }

  @Test
  void aMetadataServersAddressThatIsNoneIsReportedAfterOneTry() {
    var result =
        caller(GET)
            .agent("audiences=" + ORDERS)
            .environment(Map.of("GCE_METADATA_HOST", "http://127.0.0.1:8080"))
            .run();

    var failure = result.out().get(0);
    assertTrue(failure.contains("after 1 try in "), failure);
    assertTrue(
        failure.endsWith(
            ": GCE_METADATA_HOST is \"http://127.0.0.1:8080\": write HOST or HOST:PORT, such as"
                + " 127.0.0.1:8080 or [::1]:8080"),
        failure);
  }

  @Test
  void withoutCredentialsTheApplicationRunsUntouchedAndOneLineSaysSo() throws IOException {
    assumeFalse(isOnGoogleHardware(), "this machine is Google's: it has credentials");

    var result = caller(GET, GET).agent("audiences=" + ORDERS).flags(noHosts()).run();

    assertEquals(List.of("403 HTTP_2", "403 HTTP_2"), result.out());
    for (var request : cloudRun.received()) {
      assertEquals(List.of(), request.headers().all("Authorization"));
    }
    assertEquals(1, result.unexplained().size(), result.unexplained().toString());
    assertTrue(
        result.unexplained().get(0).contains("no Google credentials"),
        result.unexplained().toString());
  }

  @Test
  void whereTheAgentMustBeOnMissingCredentialsFailTheCall() throws IOException {
    assumeFalse(isOnGoogleHardware(), "this machine is Google's: it has credentials");

    var result = caller(GET).agent("enabled=true,audiences=" + ORDERS).flags(noHosts()).run();

    assertTrue(
        result.out().get(0).startsWith("java.io.IOException: no ID token for " + ORDERS),
        result.out().toString());
    assertTrue(result.out().get(0).contains("gcloud auth application-default login"));
    assertEquals(List.of(), cloudRun.received());
  }

  @Test
  void aMetadataServerThatIsBusyAtFirstDoesNotFailTheCall() {
    cloudRun.metadataServer().answerNext(2, Fault.status(503));

    var result =
        caller(GET)
            .agent("token-timeout=60s,audiences=" + ORDERS)
            .environment(cloudRun.environment())
            .run();

    assertEquals(List.of("200 HTTP_2"), result.out());
    assertEquals(3, cloudRun.metadataServer().idTokenRequests().size());
  }

  @Test
  void aCallThatWaitsForItsTokenHoldsUpNoOther() {
    // It ends when the other call arrives, and not before.
    cloudRun.metadataServer().misbehave(Fault.hang());

    var result =
        Fork.on(Jdk.own())
            .flags(cloudRun.jvmFlags())
            .environment(cloudRun.environment())
            .agent("token-timeout=60s,audiences=" + ORDERS)
            .program("Unblocked", List.of(), GET, "sendAsync HTTP/1.1 GET https://www.example.com/")
            .run();

    assertEquals(List.of("first done: false", "second: 200", "first: 200"), result.out());
  }

  private Response endTheOutage(ServiceRequest request) {
    cloudRun.metadataServer().recover();
    return Response.text(200, "hello");
  }

  private Fork caller(String... calls) {
    return Fork.on(Jdk.own()).flags(cloudRun.jvmFlags()).program("Caller", List.of(), calls);
  }

  /** A JVM that knows no host but those in an empty file, and so no metadata server. */
  private List<String> noHosts() throws IOException {
    return List.of("-Djdk.net.hosts.file=" + Files.createFile(folder.resolve("hosts")));
  }

  static boolean isOnGoogleHardware() throws IOException {
    var name = Path.of("/sys/class/dmi/id/product_name");
    return Files.isReadable(name) && Files.readString(name).startsWith("Google");
  }
}
