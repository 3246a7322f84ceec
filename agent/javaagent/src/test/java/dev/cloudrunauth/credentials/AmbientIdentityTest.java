package dev.cloudrunauth.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.UserCredentials;
import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.token.NoIdentityException;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AmbientIdentityTest {

  static final String USER =
      """
      {"type": "authorized_user", "client_id": "%s", "client_secret": "s", "refresh_token": "r"}
      """;

  private static final String KEY_FILE = "GOOGLE_APPLICATION_CREDENTIALS";
  private static final String PRESENT = "HTTP/1.1 200 OK\r\nMetadata-Flavor: Google\r\n\r\n";

  @TempDir private File home;
  private ScriptedServer metadataServer;

  @BeforeEach
  void start() throws IOException {
    metadataServer = ScriptedServer.answering(PRESENT);
  }

  @AfterEach
  void stop() throws IOException {
    metadataServer.close();
  }

  @Test
  void theFileThatTheEnvironmentNamesComesFirst() throws Exception {
    gcloudFile(".config/gcloud");
    var file = write("key.json", USER.formatted("named"));
    var found = identity(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file, "K_SERVICE", "x"));

    assertEquals("named", clientOf(found));
    assertTrue(metadataServer.hasReceivedNothing());
  }

  @ParameterizedTest
  @CsvSource({
    "GOOGLE_APPLICATION_CREDENTIALS, ''",
    "GOOGLE_APPLICATION_CREDENTIALS, ' '",
    "CLOUDSDK_CONFIG, ''",
    "CLOUDSDK_CONFIG, ' '",
    "APPDATA, ''",
    "K_SERVICE, ''",
    "K_SERVICE, ' '",
    "CLOUD_RUN_JOB, ''",
    "CLOUD_RUN_JOB, ' '",
    "CLOUD_RUN_WORKER_POOL, ''",
    "CLOUD_RUN_WORKER_POOL, ' '",
    "GCE_METADATA_HOST, ''",
    "GCE_METADATA_HOST, ' '"
  })
  void aVariableThatIsBlankCountsAsUnset(String variable, String value) throws Exception {
    gcloudFile(".config/gcloud");
    assertEquals("gcloud", clientOf(identity(Map.of(variable, value))));
  }

  @Test
  void blanksAroundTheNameOfAFileAreNoPartOfIt() throws Exception {
    var file = write("key.json", USER.formatted("named"));
    var found = identity(Map.of("GOOGLE_APPLICATION_CREDENTIALS", " " + file + "\r\n"));
    assertEquals("named", clientOf(found));
  }

  @Test
  void aMetadataServerThatCannotBeWhereItIsAnnouncedIsReported() {
    var failure = refused(Map.of("GCE_METADATA_HOST", "http://127.0.0.1"));
    assertTrue(
        message(failure).startsWith("GCE_METADATA_HOST is \"http://127.0.0.1\": write HOST"));
    assertFalse(failure.isRetryable());
    assertFalse(failure instanceof NoIdentityException);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"K_SERVICE", "CLOUD_RUN_JOB", "CLOUD_RUN_WORKER_POOL", "GCE_METADATA_HOST"})
  void whereTheEnvironmentTellsOfAMetadataServerNothingIsLookedFor(String variable)
      throws Exception {
    gcloudFile(".config/gcloud");
    var found = identity(Map.of(variable, "x", "GOOGLE_APPLICATION_CREDENTIALS", ""));

    assertInstanceOf(MetadataCredentials.class, found.identity().caller());
    assertTrue(metadataServer.hasReceivedNothing());
  }

  @Test
  void whatGcloudLeftIsFoundInTheHomeDirectory() throws Exception {
    gcloudFile(".config/gcloud");
    assertEquals("gcloud", clientOf(identity(Map.of())));
    assertTrue(metadataServer.hasReceivedNothing());
  }

  @Test
  void whatGcloudLeftIsFoundWhereItsOwnVariableSays() throws Exception {
    gcloudFile("elsewhere");
    var variable = Map.of("CLOUDSDK_CONFIG", new File(home, "elsewhere").getPath());
    assertEquals("gcloud", clientOf(identity(variable)));
  }

  @Test
  void itIsKnownWithoutAskingWhetherTheIdentityComesFromAFile() throws Exception {
    var key = Map.of("GOOGLE_APPLICATION_CREDENTIALS", "/no/such/file");
    assertTrue(identity(key).comesFromFile());
    assertFalse(identity(Map.of("GOOGLE_APPLICATION_CREDENTIALS", "")).comesFromFile());
    gcloudFile(".config/gcloud");
    assertTrue(identity(Map.of()).comesFromFile());
    assertFalse(identity(Map.of("K_SERVICE", "x")).comesFromFile());
    assertTrue(metadataServer.hasReceivedNothing());
  }

  @Test
  void aMetadataServerThatAnswersComesLast() throws Exception {
    var found = identity(Map.of());
    assertInstanceOf(MetadataCredentials.class, found.identity().caller());
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "302 Found", "404 Not Found", "502 Bad Gateway"})
  void aServerThatIsNotGooglesIsCertainlyNoMetadataServer(String status) throws Exception {
    assumeFalse(isOnGoogleHardware());
    try (var stranger = ScriptedServer.answering("HTTP/1.1 " + status + "\r\n\r\nwelcome")) {
      assertTrue(nobody(new Detour(stranger)).isCertain());
      assertTrue(stranger.received().contains("metadata-flavor: Google"));
    }
  }

  @Test
  void aHostThatDoesNotExistIsCertainlyNoMetadataServer() throws Exception {
    assumeFalse(isOnGoogleHardware());
    var transport = new MetadataTransport(unknownHost("Name or service not known"));
    assertTrue(nobody(transport).isCertain());
  }

  @Test
  void nameServersWithoutAnAnswerLeaveItUncertain() throws Exception {
    assumeFalse(isOnGoogleHardware());
    var transport = new MetadataTransport(unknownHost("Temporary failure in name resolution"));
    assertFalse(nobody(transport).isCertain());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 503 Busy\r\nMetadata-Flavor: Google\r\n\r\n",
        "HTTP/1.1 500 Oh\r\nMetadata-Flavor: Google\r\n\r\n",
        "HTTP/1.1 429 Slow\r\nMetadata-Flavor: Google\r\n\r\n",
        "HTTP/1.1 200 OK\r\nMetadata-Fl",
        ""
      })
  void aServerThatFailsLeavesItUncertainAndIsFoundWhenItHasRecovered(String trouble)
      throws Exception {
    assumeFalse(isOnGoogleHardware());
    try (var server = ScriptedServer.answering(trouble, PRESENT)) {
      var identity = on(new Detour(server));
      assertFalse(nobody(identity).isCertain());
      assertInstanceOf(MetadataCredentials.class, identity.identity().caller());
    }
  }

  @Test
  void aPortThatNobodyListensOnLeavesItUncertain() throws Exception {
    assumeFalse(isOnGoogleHardware());
    metadataServer.close();
    assertFalse(nobody(new Detour(metadataServer)).isCertain());
  }

  @Test
  void aServerThatIsLateIsFoundByATryWithMoreTime() throws Exception {
    assumeFalse(isOnGoogleHardware());
    var late = new CountDownLatch(1);
    try (var server = ScriptedServer.answeringAfter(late, PRESENT)) {
      var identity = on(new Detour(server));
      var failure =
          assertThrows(NoIdentityException.class, () -> Limits.within(50, identity::identity));
      assertFalse(failure.isCertain());
      late.countDown();
      var found = Limits.within(Limits.AMPLE_MILLIS, identity::identity);
      assertInstanceOf(MetadataCredentials.class, found.caller());
    }
  }

  @Test
  void whileOneLooksTheOthersWaitNoLongerThanTheirOwnLimit() throws Exception {
    assumeFalse(isOnGoogleHardware());
    var late = new CountDownLatch(1);
    try (var server = ScriptedServer.answeringAfter(late, PRESENT)) {
      var identity = on(new Detour(server));
      var looks =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Limits.within(Limits.AMPLE_MILLIS, identity::identity);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      server.received();
      for (int i = 0; i < 3; i++) {
        var failure =
            assertThrows(NoIdentityException.class, () -> Limits.within(20, identity::identity));
        assertFalse(failure.isCertain());
      }
      assertTrue(server.hasReceivedNothing(), "one looks for all");
      late.countDown();

      assertSame(looks.get(), identity.identity());
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPipeThatNobodyWritesToDoesNotHoldATryBeyondItsLimit() throws Exception {
    var pipe = home.toPath().resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    var source =
        new GoogleTokenSource(identity(Map.of("GOOGLE_APPLICATION_CREDENTIALS", pipe.toString())));
    for (int i = 0; i < 2; i++) {
      var failure =
          Limits.hung(
              limit -> source.mint(new Audience("https://orders.example.com", null), limit));
      assertTrue(message(failure).contains(KEY_FILE + " names"), message(failure));
      assertTrue(message(failure).endsWith(" cannot be read in time"), message(failure));
      assertTrue(failure.isRetryable());
    }
    Files.writeString(pipe, USER.formatted("late"));

    // The try that began to read it goes on in the background, and the next one waits for that.
    assertEquals("user credentials (" + pipe + ")", source.findIdentity());
  }

  @Test
  void withoutAnyIdentityTheMessageSaysWhatToDo() throws Exception {
    assumeFalse(isOnGoogleHardware());
    metadataServer.close();
    var failure = assertThrows(NoIdentityException.class, identity(Map.of())::identity);

    assertEquals(
        "no Google credentials: GOOGLE_APPLICATION_CREDENTIALS is not set, "
            + new File(home, ".config/gcloud/application_default_credentials.json")
            + " does not exist, and no metadata server answers. On a laptop, run \"gcloud auth"
            + " application-default login --impersonate-service-account=SERVICE_ACCOUNT\"",
        failure.getMessage());
    assertFalse(failure.isRetryable());
  }

  @Test
  void anIdentityThatComesLaterIsFoundAtTheNextQuestion() throws Exception {
    assumeFalse(isOnGoogleHardware());
    metadataServer.close();
    var identity = identity(Map.of());
    assertThrows(NoIdentityException.class, identity::identity);
    gcloudFile(".config/gcloud");

    assertEquals("gcloud", clientOf(identity));
  }

  @Test
  void anIdentityOnceFoundIsKept() throws Exception {
    gcloudFile(".config/gcloud");
    var identity = identity(Map.of());
    var found = identity.identity().caller();
    Files.delete(home.toPath().resolve(".config/gcloud/application_default_credentials.json"));

    assertSame(found, identity.identity().caller());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not json", "{}", "{\"type\": \"unheard-of\"}", "[1]"})
  void aKeyFileThatCannotBeReadIsNamedInTheFailure(String content) throws Exception {
    var file = write("key.json", content);
    var failure = refused(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file));

    var beginning =
        "the credentials in "
            + file
            + ", which GOOGLE_APPLICATION_CREDENTIALS names, cannot be read: ";
    assertEquals(beginning, message(failure).substring(0, beginning.length()));
    assertFalse(failure.isRetryable());
  }

  @Test
  void aKeyFileThatIsMissingIsNamedInTheFailure() {
    var file = new File(home, "missing.json").getPath();
    var failure = refused(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file));

    assertTrue(message(failure).startsWith("the credentials in " + file), message(failure));
    assertFalse(failure instanceof NoIdentityException);
  }

  @Test
  void aKeyFileThatCannotBeReadIsNotQuoted() throws Exception {
    var secret = "-----BEGIN PRIVATE KEY-----secret";
    var file =
        write(
            "key.json",
            """
            {"type": "service_account", "client_id": "1", "client_email": "a@example.com",
             "private_key_id": "2", "private_key": "%s"}
            """
                .formatted(secret));
    var failure = refused(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file));

    assertFalse(message(failure).contains("secret"), message(failure));
  }

  private AmbientIdentity identity(Map<String, String> environment) {
    return new AmbientIdentity(
        environment, home, () -> new Detour(metadataServer), InternetTransport::new);
  }

  private AmbientIdentity on(HttpTransport metadata) {
    return new AmbientIdentity(Map.of(), home, () -> metadata, InternetTransport::new);
  }

  private NoIdentityException nobody(HttpTransport metadata) {
    return nobody(on(metadata));
  }

  private static NoIdentityException nobody(AmbientIdentity identity) {
    return assertThrows(
        NoIdentityException.class, () -> Limits.within(Limits.AMPLE_MILLIS, identity::identity));
  }

  private static HostLookup unknownHost(String reason) {
    return new HostLookup(
        host -> {
          throw new UnknownHostException(host + ": " + reason);
        });
  }

  private TokenSourceException refused(Map<String, String> environment) {
    return assertThrows(TokenSourceException.class, identity(environment)::identity);
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  private static String clientOf(AmbientIdentity identity) throws TokenSourceException {
    return assertInstanceOf(UserCredentials.class, identity.identity().caller()).getClientId();
  }

  private void gcloudFile(String directory) throws IOException {
    write(directory + "/application_default_credentials.json", USER.formatted("gcloud"));
  }

  private String write(String name, String content) throws IOException {
    var file = home.toPath().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content).toString();
  }

  private static boolean isOnGoogleHardware() throws IOException {
    var product = Path.of("/sys/class/dmi/id/product_name");
    return Files.isReadable(product) && Files.readString(product).startsWith("Google");
  }
}
