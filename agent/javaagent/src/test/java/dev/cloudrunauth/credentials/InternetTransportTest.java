package dev.cloudrunauth.credentials;

import static dev.cloudrunauth.credentials.Answers.error;
import static dev.cloudrunauth.credentials.Answers.ok;
import static dev.cloudrunauth.credentials.Limits.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class InternetTransportTest {

  private static final String TOKEN = ok("{\"access_token\": \"ya29.x\"}");
  private static final String IAM = "/v1/projects/-/serviceAccounts/a@example.com:generateIdToken";

  @Test
  void aRequestIsSentAsAWhole() throws Exception {
    try (var server = ScriptedServer.answering(TOKEN)) {
      assertEquals("{\"access_token\": \"ya29.x\"}", post(server, "/token?a=b%20c"));

      var request = server.received();
      assertTrue(request.startsWith("POST /token?a=b%20c HTTP/1.1\r\nHost: " + server.authority()));
      assertTrue(request.endsWith("\r\nConnection: close\r\n\r\ngrant=1"), request);
      assertTrue(request.contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n"));
      assertTrue(request.contains("\r\nContent-Length: 7\r\n"), request);
      assertFalse(request.toLowerCase(Locale.ROOT).contains("accept-encoding"), request);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500, true",
    "503, true",
    "429, true",
    "408, true",
    "404, true",
    "400, false",
    "401, false",
    "403, false"
  })
  void aRefusalIsToldWithStatusAndMessage(int status, boolean retryable) throws Exception {
    try (var server = ScriptedServer.answering(error(status, "because of this"))) {
      var failure = refused(server, "/token");
      assertEquals(
          server.authority() + " answered " + status + ": because of this", failure.getMessage());
      assertEquals(retryable, failure.isRetryable());
    }
  }

  @Test
  void aPauseIsHandedOn() throws Exception {
    var busy = "HTTP/1.1 503 Busy\r\nRetry-After: 4\r\nContent-Length: 0\r\n\r\n";
    try (var server = ScriptedServer.answering(busy)) {
      assertEquals(4_000, refused(server, "/token").retryAfterMillis());
    }
  }

  @Test
  void whoMayNotImpersonateIsToldTheRole() throws Exception {
    try (var server = ScriptedServer.answering(error(403, "Permission denied."))) {
      assertEquals(
          server.authority()
              + " answered 403: Permission denied.; who impersonates a@example.com needs the role"
              + " roles/iam.serviceAccountTokenCreator on it: gcloud iam service-accounts"
              + " add-iam-policy-binding a@example.com --member=CALLER"
              + " --role=roles/iam.serviceAccountTokenCreator",
          refused(server, IAM).getMessage());
      assertFalse(message(refused(server, "/token")).contains("role"));
    }
  }

  private static final String LINK =
      "https://console.developers.google.com/apis/api/iamcredentials.googleapis.com/overview"
          + "?project=123456789012";

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(
            "IAM_PERMISSION_DENIED",
            "Permission 'iam.serviceAccounts.getOpenIdToken' denied on resource (or it may not"
                + " exist).",
            "needs the role roles/iam.serviceAccountTokenCreator on it"),
        arguments(
            "SERVICE_DISABLED",
            "IAM Service Account Credentials API has not been used in project 123456789012 before or"
                + " it is disabled. Enable it by visiting "
                + LINK
                + " then retry. If you enabled this API recently, wait a few minutes for the action"
                + " to propagate to our systems and retry.",
            "gcloud services enable iamcredentials.googleapis.com --project=123456789012"),
        arguments(
            "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            "Request had insufficient authentication scopes.",
            "--scopes=cloud-platform"),
        arguments(
            "USER_PROJECT_DENIED",
            "Caller does not have required permission to use project demo-project. Grant the caller"
                + " the roles/serviceusage.serviceUsageConsumer role, or a custom role with the"
                + " serviceusage.services.use permission, by visiting"
                + " https://console.developers.google.com/iam-admin/iam/project?project=demo-project"
                + " and then retry.",
            "--role=roles/serviceusage.serviceUsageConsumer"),
        arguments(
            "SECURITY_POLICY_VIOLATED",
            "Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier:"
                + " hVqv8r7MF4yBJ0TbyXkYGnLm1NB6rJ6Sg0tV5sB2fXm9",
            "perimeter of VPC Service Controls"));
  }

  /** With the reason as Google's APIs give it, and without, as older ones do. */
  @ParameterizedTest
  @MethodSource("refusals")
  void eachCauseOfARefusedImpersonationHasItsOwnMend(String reason, String said, String mend)
      throws Exception {
    var info =
        ", \"details\": [{\"@type\": \"type.googleapis.com/google.rpc.Help\"},"
            + " {\"@type\": \"type.googleapis.com/google.rpc.ErrorInfo\", \"reason\": \""
            + reason
            + "\", \"metadata\": {\"consumer\": \"projects/123456789012\"}}]";
    for (var details : List.of(info, "")) {
      var body = "{\"error\": {\"code\": 403, \"message\": \"" + said + "\"" + details + "}}";
      var answer = "HTTP/1.1 403 No\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
      try (var server = ScriptedServer.answering(answer)) {
        var message = message(refused(server, IAM));
        assertTrue(message.contains(" answered 403: " + said + "; "), message);
        var placeholder = mend.replace("123456789012", "PROJECT");
        assertTrue(message.contains(details.isEmpty() ? placeholder : mend), message);
      }
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (var elsewhere = ScriptedServer.answering(TOKEN);
        var server =
            ScriptedServer.answering(
                "HTTP/1.1 307 Moved\r\nLocation: http://"
                    + elsewhere.authority()
                    + "/token\r\nContent-Length: 0\r\n\r\n")) {
      var failure = refused(server, "/token");
      assertEquals(server.authority() + " answered 307: (empty)", failure.getMessage());
      assertFalse(failure.isRetryable());
      assertTrue(elsewhere.hasReceivedNothing());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"access_tok"})
  void whereAnAnswerBreaksOffItIsNotAskedForAgain(String cutOff) throws Exception {
    try (var server = ScriptedServer.answering(cutOff, TOKEN)) {
      var failure = refused(server, "/token");
      assertEquals(server.authority() + "'s answer breaks off", failure.getMessage());
      assertTrue(failure.isRetryable());
      server.received();
      assertTrue(server.hasReceivedNothing());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|is empty",
        "<html>wonderland</html>|is not a JSON object",
        "[\"wonderland\"]|is not a JSON object",
        "{\"wonderland\": 1}|has no token in it",
        "{\"access_token\": 1}|has no token in it",
        "{\"access_token\": \"x\", \"expires_in\": \"3599\"}"
            + "|has an \"expires_in\" that is no number of seconds",
        "{\"access_token\": \"x\", \"expires_in\": 3599.5}"
            + "|has an \"expires_in\" that is no number of seconds",
        "{\"access_token\": \"x\", \"expires_in\": 1e99}"
            + "|has an \"expires_in\" that is no number of seconds",
      })
  void garbageIsNamedAndNotShown(String garbage, String what) throws Exception {
    try (var server = ScriptedServer.answering(ok(garbage))) {
      var failure = refused(server, "/token");
      assertEquals(server.authority() + "'s answer " + what, failure.getMessage());
      assertTrue(failure.isRetryable());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"id_token", "token"})
  void anIdTokenThatIsNoneIsAFailure(String name) throws Exception {
    var answer = ok("{\"%s\": \"%s\"}".formatted(name, Answers.jwt("{\"aud\": \"x\"}")));
    try (var server = ScriptedServer.answering(answer)) {
      assertEquals(
          "the answer of the token source has no \"exp\" claim", refused(server, IAM).getMessage());
    }
  }

  @Test
  void anAnswerOfMoreThanAMebibyteIsAFailure() throws Exception {
    try (var server = ScriptedServer.answering(ok("x".repeat((1 << 20) + 1)))) {
      assertEquals(
          server.authority() + "'s answer is too long", refused(server, "/token").getMessage());
    }
  }

  @Test
  void aSubjectTokenIsNotLookedAt() throws Exception {
    try (var server = ScriptedServer.answering(ok("any text"))) {
      var request =
          new InternetTransport()
              .createRequestFactory()
              .buildGetRequest(new GenericUrl("http://" + server.authority() + "/subject"));
      assertEquals("any text", request.execute().parseAsString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void aServerThatAcceptsAndSaysNothingIsLeftAfterAWhile(String scheme) throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var authority = "127.0.0.1:" + silent.getLocalPort();
      var failure =
          assertThrows(
              TokenSourceException.class, () -> post(50, scheme + "://" + authority + "/token"));
      assertEquals(authority + " does not answer", failure.getMessage());
      assertTrue(failure.isRetryable());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void aServerThatSendsAByteNowAndThenIsLeftAfterAWhileToo(String scheme) throws Exception {
    try (var slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // The head of a TLS record of 16 KiB, or the beginning of a header without end.
      var beginning =
          scheme.equals("https")
              ? new byte[] {22, 3, 3, 64, 0}
              : "HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8);
      var left = CompletableFuture.runAsync(() -> dribble(slow, beginning));
      var authority = "127.0.0.1:" + slow.getLocalPort();
      var failure =
          assertThrows(
              TokenSourceException.class, () -> post(200, scheme + "://" + authority + "/token"));
      assertEquals(authority + " does not answer", failure.getMessage());
      left.get();
    }
  }

  @Test
  void aPortThatNobodyListensOnIsWorthAnotherTry() throws Exception {
    var closed = ScriptedServer.answering("");
    closed.close();
    var failure = refused(closed, "/token");
    assertTrue(
        message(failure).startsWith("the connection to " + closed.authority() + " failed: "),
        failure.getMessage());
    assertTrue(failure.isRetryable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x", "https://my_host", "https://x:99999", "https://"})
  void aUrlThatNobodyCanAskIsNamedAndNotTriedAgain(String url) {
    var failure =
        assertThrows(
            TokenSourceException.class,
            () -> new InternetTransport().buildRequest("GET", url + "/secret"));
    assertTrue(message(failure).startsWith("no request can be sent to "), failure.getMessage());
    assertFalse(message(failure).contains("secret"), failure.getMessage());
    assertFalse(failure.isRetryable());
  }

  @Test
  void aServerThatReadsNothingIsLeftWhenTheTryEnds() throws Exception {
    try (var server = SilentServer.readingNothing()) {
      var large = ByteArrayContent.fromString("text/plain", "x".repeat(8 << 20));
      var deadline = Deadline.in(Limits.AMPLE_MILLIS);
      var failed = new CompletableFuture<String>();
      var writer =
          new Thread(
              () -> {
                try {
                  deadline.bind(
                      () ->
                          new InternetTransport()
                              .createRequestFactory()
                              .buildPostRequest(
                                  new GenericUrl("http://" + server.authority() + "/x"), large)
                              .execute());
                } catch (Exception failure) {
                  failed.complete(String.valueOf(failure.getMessage()));
                }
              });
      writer.start();
      while (Arrays.stream(writer.getStackTrace())
          .noneMatch(frame -> frame.getClassName().contains("SocketOutputStream"))) {
        assertFalse(failed.isDone(), "it has ended");
      }
      deadline.end();

      var message = failed.get();
      assertTrue(message.startsWith("the connection to " + server.authority()), message);
    }
  }

  @Test
  void aHostThatIsNotKnownIsNamed() {
    var failure =
        assertThrows(
            TokenSourceException.class,
            () -> post(Limits.AMPLE_MILLIS, "https://iam.invalid/token"));
    assertEquals("unknown host iam.invalid", failure.getMessage());
    assertTrue(failure.isRetryable());
  }

  /** Sends a byte every few milliseconds, far beyond the limit, until the client has left. */
  private static void dribble(ServerSocket server, byte[] beginning) {
    try (var connection = server.accept()) {
      connection.getOutputStream().write(beginning);
      for (int i = 0; i < 1_000; i++) {
        connection.getOutputStream().write('x');
        connection.setSoTimeout(5);
        try {
          if (connection.getInputStream().read() < 0) {
            return;
          }
        } catch (java.net.SocketTimeoutException stillThere) {
          // It waits for more.
        }
      }
    } catch (IOException gone) {
      // The client has hung up.
    }
  }

  private static String message(TokenSourceException failure) {
    return String.valueOf(failure.getMessage());
  }

  private static TokenSourceException refused(ScriptedServer server, String path) {
    return assertThrows(TokenSourceException.class, () -> post(server, path));
  }

  private static String post(ScriptedServer server, String path) throws IOException {
    return post(Limits.AMPLE_MILLIS, "http://" + server.authority() + path);
  }

  private static String post(long limitMillis, String url) throws IOException {
    return within(
        limitMillis,
        () ->
            new InternetTransport()
                .createRequestFactory()
                .buildPostRequest(
                    new GenericUrl(url),
                    ByteArrayContent.fromString("application/x-www-form-urlencoded", "grant=1"))
                .execute()
                .parseAsString());
  }
}
