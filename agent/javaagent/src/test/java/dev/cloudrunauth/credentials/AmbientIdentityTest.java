package dev.cloudrunauth.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.auth.oauth2.UserCredentials;
import dev.cloudrunauth.token.NoIdentityException;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmbientIdentityTest {

  static final String USER =
      """
      {"type": "authorized_user", "client_id": "%s", "client_secret": "s", "refresh_token": "r"}
      """;

  @TempDir private File home;
  private ScriptedServer metadataServer;

  @BeforeEach
  void start() throws IOException {
    metadataServer = ScriptedServer.answering("HTTP/1.1 200 OK\r\nMetadata-Flavor: Google\r\n\r\n");
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
  @ValueSource(strings = {"K_SERVICE", "CLOUD_RUN_JOB", "GCE_METADATA_HOST"})
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

  @Test
  void aServerThatIsNotGooglesIsNoMetadataServer() throws Exception {
    assumeFalse(isOnGoogleHardware());
    try (var stranger = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\nwelcome")) {
      var identity =
          new AmbientIdentity(Map.of(), home, () -> new Detour(stranger), InternetTransport::new);
      assertThrows(NoIdentityException.class, identity::identity);
      assertTrue(stranger.received().contains("metadata-flavor: Google"));
    }
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
