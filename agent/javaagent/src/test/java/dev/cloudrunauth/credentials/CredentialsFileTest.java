package dev.cloudrunauth.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cloudrunauth.token.TokenSourceException;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialsFileTest {

  private static final MetadataServer NONE =
      new MetadataServer(new Environment(Map.of()), MetadataTransport::new);

  @TempDir private File folder;

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("", "it is not a JSON object"),
        Arguments.of("not secret", "it is not a JSON object at line 1, column 1"),
        Arguments.of("[\"secret\"]", "it is not a JSON object"),
        Arguments.of(
            "{\n  \"type\": \"service_account\",\n  \"private_key\": secret\n}",
            "it is not a JSON object at line 3, column 18"),
        Arguments.of("{\"private_key\": \"secret\"}", "it has no \"type\""),
        Arguments.of("{\"type\": 1, \"private_key\": \"secret\"}", "its \"type\" is not a string"),
        Arguments.of(
            "{\"type\": \"gdch_service_account\"}",
            "its type is \"gdch_service_account\", and the agent knows service_account,"
                + " authorized_user, external_account, external_account_authorized_user and"
                + " impersonated_service_account"),
        Arguments.of(
            "{\"type\": \"service_account\", \"client_id\": \"1\", \"private_key\": \"secret\"}",
            "it has no \"client_email\""),
        Arguments.of(
            """
            {"type": "service_account", "client_id": "1", "client_email": "a@example.com",
             "private_key_id": "2", "private_key": "-----BEGIN PRIVATE KEY-----secret"}
            """,
            "Invalid PKCS#8 data."),
        Arguments.of(
            "{\"type\": \"authorized_user\", \"client_id\": \"1\", \"client_secret\": \"secret\"}",
            "it has no \"refresh_token\""),
        Arguments.of("{\"type\": \"external_account\"}", "it has no \"audience\""),
        Arguments.of(
            """
            {"type": "external_account", "audience": "x", "subject_token_type": "y",
             "token_url": "https://sts.googleapis.com/v1/token"}
            """,
            "as a file of type external_account it lacks a value, or has a wrong one"),
        Arguments.of(
            """
            {"type": "external_account", "audience": "x", "subject_token_type": "y",
             "token_url": "ftp://secret", "credential_source": {"file": "z"}}
            """,
            "its \"token_url\" is no http or https URL"),
        Arguments.of(user("file:///secret"), "its \"token_uri\" is no http or https URL"),
        Arguments.of(user("secret"), "its \"token_uri\" is no http or https URL"),
        Arguments.of(user("https://sec ret"), "its \"token_uri\" is no http or https URL"),
        Arguments.of(
            user("http://oauth2.googleapis.com/secret"),
            "its \"token_uri\" must be https, as Google's servers are"),
        Arguments.of(
            """
            {"type": "impersonated_service_account",
             "service_account_impersonation_url": "https://x/a@example.com:generateAccessToken",
             "source_credentials": %s}
            """
                .formatted(user("jar:secret")),
            "its \"token_uri\" is no http or https URL"),
        Arguments.of(
            """
            {"type": "external_account", "audience": "x", "subject_token_type": "y",
             "token_url": "https://sts.googleapis.com/v1/token",
             "credential_source": {"url": "mailto:secret"}}
            """,
            "its \"url\" is no http or https URL"),
        Arguments.of(
            """
            {"type": "authorized_user", "client_id": "c", "client_secret": "secret",
             "refresh_token": "r", "universe_domain": "a b"}
            """,
            "its \"universe_domain\" is no domain"),
        Arguments.of(" ".repeat((1 << 20) + 1), "it is larger than 1 MiB"),
        Arguments.of(
            "{\"type\": \"impersonated_service_account\"}",
            "it has no \"service_account_impersonation_url\""),
        Arguments.of(
            """
            {"type": "impersonated_service_account",
             "service_account_impersonation_url": "https://secret"}
            """,
            "its service_account_impersonation_url names no service account"),
        Arguments.of(
            """
            {"type": "impersonated_service_account",
             "service_account_impersonation_url": "https://x/a@example.com:generateAccessToken",
             "source_credentials": {"type": "external_account"}}
            """,
            "A credential of type external_account is not supported as source credential for"
                + " impersonation."));
  }

  private static String user(String tokenUri) {
    return """
    {"type": "authorized_user", "client_id": "c", "client_secret": "s", "refresh_token": "r",
     "token_uri": "%s"}
    """
        .formatted(tokenUri);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsWrongWithAFileIsSaidAndNothingOfItIsShown(String content, String what)
      throws Exception {
    var file = write(content);
    var failure = refused(file);

    assertEquals(
        "the credentials in " + file + ", which somebody left, cannot be read: " + what,
        failure.getMessage());
    assertFalse(failure.isRetryable());
    var told = new StringWriter();
    failure.printStackTrace(new PrintWriter(told));
    assertFalse(told.toString().contains("secret"), told::toString);
  }

  @Test
  void aFileThatIsMissingIsSaidToBe() {
    var file = new File(folder, "missing.json");
    assertEquals(
        "the credentials in "
            + file
            + ", which somebody left, cannot be read: there is no such file",
        refused(file).getMessage());
  }

  @Test
  void aFolderIsNoFile() {
    assertEquals(
        "the credentials in "
            + folder
            + ", which somebody left, cannot be read: it is no file that this process may read",
        refused(folder).getMessage());
  }

  private File write(String content) throws IOException {
    var file = new File(folder, "credentials.json");
    Files.writeString(file.toPath(), content);
    return file;
  }

  private static TokenSourceException refused(File file) {
    return assertThrows(
        TokenSourceException.class,
        () -> new CredentialsFile(file, "somebody left", InternetTransport::new, NONE).identity());
  }
}
