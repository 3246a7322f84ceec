package dev.cloudrunauth.credentials;

import static dev.cloudrunauth.credentials.Answers.jwt;
import static dev.cloudrunauth.credentials.Answers.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.audience.AudienceRule;
import dev.cloudrunauth.audience.AudienceTable;
import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.token.IdToken;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google's library over the real transport, with a metadata server that answers as written. */
@Timeout(30)
class GoogleTokenSourceTest {

  private static final Audience ORDERS = new Audience("https://orders.example.com", null);

  @TempDir private File home;

  @Test
  void theMetadataServerIsAskedForAFullTokenOfTheAudience() throws Exception {
    var encoded =
        jwt(
            """
            {"aud": "https://orders.example.com", "exp": 1700003600, "email": "robot@example.com"}
            """);
    try (var server = ScriptedServer.answering(ok(encoded))) {
      var token = mint(server);

      assertEquals("Bearer " + encoded, token.headerValue());
      assertEquals("https://orders.example.com", token.audience());
      assertEquals("robot@example.com", token.principal());
      assertEquals(1_700_003_600_000L, token.expiresAtMillis());
      var request = server.received();
      assertTrue(
          request.startsWith("GET /computeMetadata/v1/instance/service-accounts/default/identity?"),
          request);
      assertTrue(request.contains("audience=https://orders.example.com"), request);
      assertTrue(request.contains("format=full"), request);
      assertTrue(request.toLowerCase(java.util.Locale.ROOT).contains("metadata-flavor: google"));
    }
  }

  @Test
  void aTokenWithoutAnEmailSpeaksForNobodyByName() throws Exception {
    var encoded = jwt("{\"aud\": \"https://orders.example.com\", \"exp\": 1700003600}");
    try (var server = ScriptedServer.answering(ok(encoded))) {
      assertNull(mint(server).principal());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"aud\": \"https://orders.example.com\"}|has no \"exp\" claim",
        "{\"exp\": 1700003600}|has no single \"aud\" claim",
        "{\"exp\": 1700003600, \"aud\": [\"https://orders.example.com\"]}"
            + "|has no single \"aud\" claim",
      })
  void aTokenWithoutTheClaimsThatItNeedsIsAFailure(String claims, String what) throws Exception {
    var token = jwt(claims);
    var failure = assertThrows(TokenSourceException.class, () -> Claims.read(token));
    assertEquals("the answer of the token source " + what, failure.getMessage());
    assertTrue(failure.isRetryable());
    assertHides(failure, "eyJ");
    assertEquals(failure.getMessage(), refused(ok(token)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "<html><body>Sign in to wonderland</body></html>",
    "wonderland",
    "a.wonderland.c",
    "eyJhbGciOiJub25lIn0.wonderland"
  })
  void garbageIsAFailureThatDoesNotQuoteIt(String garbage) throws Exception {
    var failure = refused(ok(garbage));
    assertTrue(failure.isRetryable());
    assertHides(failure, "wonderland");
    assertHides(failure, "eyJ");
  }

  @Test
  void whatTheMetadataServerSaysIsToldWithItsStatus() throws Exception {
    var failure = refused("HTTP/1.1 403 Forbidden\r\n\r\nno such account");
    assertEquals("the metadata server answered 403: no such account", failure.getMessage());
    assertFalse(failure.isRetryable());
  }

  @Test
  void aBusyMetadataServerIsAskedOnceAndItsPauseHandedOn() throws Exception {
    try (var server =
        ScriptedServer.answering("HTTP/1.1 503 Busy\r\nRetry-After: 3\r\n\r\nin a moment")) {
      var failure = assertThrows(TokenSourceException.class, () -> mint(server));
      assertEquals("the metadata server answered 503: in a moment", failure.getMessage());
      assertEquals(3_000, failure.retryAfterMillis());
      assertTrue(failure.isRetryable());
      server.received();
      assertTrue(server.hasReceivedNothing());
    }
  }

  @Test
  void aBindingThatHasNotReachedTheMetadataServerIsWorthAnotherTry() throws Exception {
    assertTrue(refused("HTTP/1.1 404 Not Found\r\n\r\n").isRetryable());
  }

  @Test
  void gcloudUserCredentialsAreToldToImpersonate() throws Exception {
    var file = home.toPath().resolve("user.json");
    Files.writeString(file, AmbientIdentityTest.USER.formatted("user"));
    var source =
        new GoogleTokenSource(
            new AmbientIdentity(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString()), home));
    var failure =
        assertThrows(TokenSourceException.class, () -> source.mint(ORDERS, Limits.AMPLE_MILLIS));

    assertEquals(
        "user credentials ("
            + file
            + ") cannot mint a token that a service takes: set \"impersonate\" to a service account"
            + " and grant the role to impersonate it: gcloud iam service-accounts"
            + " add-iam-policy-binding SERVICE_ACCOUNT --member=user:YOUR_EMAIL"
            + " --role=roles/iam.serviceAccountTokenCreator; or set \"user-credentials: true\", with"
            + " which exact https://….run.app audiences get the person's own token",
        failure.getMessage());
    assertFalse(failure.isRetryable());
  }

  /** GKE Sandbox and App Engine say nothing in the environment, and have no such hardware. */
  @ParameterizedTest
  @CsvSource({"200, are not used on Google Cloud: let, false", "503, is not known yet, true"})
  void aPersonsOwnTokenIsNotUsedWhereAMetadataServerAnswers(
      int status, String why, boolean retryable) throws Exception {
    var file = home.toPath().resolve("user.json");
    Files.writeString(file, AmbientIdentityTest.USER.formatted("764086051850-x"));
    var rule =
        AudienceRule.parse("https://orders-4fjx2k-uc.a.run.app", null, OnFailure.FAIL).orForUsers();
    var match = new AudienceTable(List.of(rule)).match("https", "orders-4fjx2k-uc.a.run.app", -1);
    assertNotNull(match);
    try (var server =
        ScriptedServer.answering("HTTP/1.1 " + status + " X\r\nMetadata-Flavor: Google\r\n\r\n")) {
      var source =
          new GoogleTokenSource(
              new AmbientIdentity(
                  Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString()),
                  home,
                  () -> new Detour(server),
                  InternetTransport::new));
      var failure =
          assertThrows(
              TokenSourceException.class,
              () -> source.mint(match.destination().audience(), Limits.AMPLE_MILLIS));

      assertTrue(String.valueOf(failure.getMessage()).contains(why), failure.getMessage());
      assertEquals(retryable, failure.isRetryable());
    }
  }

  private IdToken mint(ScriptedServer server) throws TokenSourceException {
    var onCloudRun = Map.of("K_SERVICE", "storefront");
    return new GoogleTokenSource(
            new AmbientIdentity(onCloudRun, home, () -> new Detour(server), InternetTransport::new))
        .mint(ORDERS, Limits.AMPLE_MILLIS);
  }

  private TokenSourceException refused(String answer) throws IOException {
    try (var server = ScriptedServer.answering(answer)) {
      return assertThrows(TokenSourceException.class, () -> mint(server));
    }
  }

  private static void assertHides(Throwable failure, String text) {
    var told = new StringWriter();
    failure.printStackTrace(new PrintWriter(told));
    assertFalse(told.toString().contains(text), told::toString);
  }
}
