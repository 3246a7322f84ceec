package dev.cloudrunauth.credentials;

import static dev.cloudrunauth.credentials.Answers.accessToken;
import static dev.cloudrunauth.credentials.Answers.error;
import static dev.cloudrunauth.credentials.Answers.federatedToken;
import static dev.cloudrunauth.credentials.Answers.idToken;
import static dev.cloudrunauth.credentials.Answers.impersonatedAccessToken;
import static dev.cloudrunauth.credentials.Answers.jwtOf;
import static dev.cloudrunauth.credentials.Answers.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Google's library over the real transports, with one server behind them that stands for all of
 * Google and answers as written, in order.
 */
@Timeout(60)
class IdentitiesTest {

  private static final String FILE_ACCOUNT = "file@example.com";
  private static final String CONFIGURED = "configured@example.com";
  private static final String IMPERSONATE =
      "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/"
          + FILE_ACCOUNT
          + ":generateAccessToken";

  private static final String USER =
      """
      {"type": "authorized_user", "client_id": "c", "client_secret": "s", "refresh_token": "r"}
      """;

  private static String key = "";

  @TempDir private File home;
  private final List<ScriptedServer> servers = new ArrayList<>();

  @BeforeAll
  static void makeKey() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    var pem =
        "-----BEGIN PRIVATE KEY-----\\n"
            + Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
            + "\\n-----END PRIVATE KEY-----\\n";
    key =
        """
        {"type": "service_account", "client_id": "1", "client_email": "key@example.com",
         "private_key_id": "2", "private_key": "%s"}
        """
            .formatted(pem);
  }

  @AfterEach
  void stop() throws IOException {
    for (var server : servers) {
      server.close();
    }
  }

  @Test
  void aKeyBuysATokenOfItsOwnAccount() throws Exception {
    var google = google(ok("{\"id_token\": \"%s\"}".formatted(jwtOf("key@example.com"))));
    var source = fromFile(key, google);

    assertEquals("key@example.com", source.mint(orders(null), Limits.AMPLE_MILLIS).principal());
    var request = google.received();
    assertTrue(request.startsWith("POST /token HTTP/1.1\r\n"), request);
    var claims = request.substring(request.indexOf("assertion=")).split("\\.", 3)[1];
    assertTrue(
        new String(Base64.getUrlDecoder().decode(claims), UTF_8)
            .contains("\"target_audience\":\"https://orders.example.com\""));
    assertEquals(
        "service account key@example.com (key file " + file() + ")", source.identity(orders(null)));
  }

  @Test
  void aKeyImpersonatesWithOneAccessTokenForAll() throws Exception {
    var google = google(accessToken("key"), idToken(CONFIGURED), idToken("b"), idToken(CONFIGURED));
    var source = fromFile(key, google);

    assertEquals(CONFIGURED, source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS).principal());
    source.mint(orders("another@example.com"), Limits.AMPLE_MILLIS);
    source.mint(new Audience("https://orders.example.com", CONFIGURED), Limits.AMPLE_MILLIS);

    assertTrue(google.received().startsWith("POST /token "));
    assertGenerated(google.received(), "generateIdToken", CONFIGURED, "ya29.key");
    assertGenerated(google.received(), "generateIdToken", "another@example.com", "ya29.key");
    assertGenerated(google.received(), "generateIdToken", CONFIGURED, "ya29.key");
    assertTrue(google.hasReceivedNothing());
  }

  @Test
  void impersonatingOneselfIsNotNecessary() throws Exception {
    var google = google(ok("{\"id_token\": \"%s\"}".formatted(jwtOf("key@example.com"))));
    var source = fromFile(key, google);

    source.mint(orders("key@example.com"), Limits.AMPLE_MILLIS);
    assertTrue(google.received().startsWith("POST /token "));
    assertTrue(google.hasReceivedNothing());
    assertFalse(source.identity(orders("key@example.com")).contains("impersonating"));
  }

  @Test
  void aUserImpersonates() throws Exception {
    var google = google(accessToken("user"), idToken(CONFIGURED));
    var source = fromFile(USER, google);

    assertEquals(
        "the default credentials impersonating " + CONFIGURED, source.identity(orders(CONFIGURED)));
    assertEquals(CONFIGURED, source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS).principal());
    assertTrue(google.received().contains("grant_type=refresh_token"));
    assertGenerated(google.received(), "generateIdToken", CONFIGURED, "ya29.user");
    assertEquals(
        "user credentials (" + file() + ") impersonating " + CONFIGURED,
        source.identity(orders(CONFIGURED)));
  }

  @Test
  void theMetadataServersAccountImpersonates() throws Exception {
    var metadata = google(ok("googleapis.com"), accessToken("robot"));
    var google = google(idToken(CONFIGURED), idToken(CONFIGURED));
    var source = onCloudRun(metadata, google);

    source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS);
    source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS);

    assertTrue(metadata.received().contains("/universe/universe-domain "));
    assertTrue(metadata.received().contains("/service-accounts/default/token?"));
    assertTrue(metadata.hasReceivedNothing());
    assertGenerated(google.received(), "generateIdToken", CONFIGURED, "ya29.robot");
    assertEquals(
        "the default service account of the metadata server impersonating " + CONFIGURED,
        source.identity(orders(CONFIGURED)));
  }

  @Test
  void anOldMetadataServerThatKnowsNoUniverseWillDo() throws Exception {
    var metadata = google(error(404, "not found"), accessToken("robot"));
    var google = google(idToken(CONFIGURED));
    assertEquals(
        CONFIGURED,
        onCloudRun(metadata, google).mint(orders(CONFIGURED), Limits.AMPLE_MILLIS).principal());
  }

  @Test
  void aMetadataServerThatTalksNonsenseIsNotBelievedForLife() throws Exception {
    var metadata =
        google(ok("<html>"), ok("googleapis.com"), ok("<html>"), ok("{}"), accessToken("robot"));
    var google = google(idToken(CONFIGURED));
    var source = onCloudRun(metadata, google);

    assertEquals(
        "the metadata server's answer is not a domain", refused(source, CONFIGURED).getMessage());
    assertEquals(
        "the metadata server's answer is not a JSON object",
        refused(source, CONFIGURED).getMessage());
    assertEquals(
        "the metadata server's answer has no token in it",
        refused(source, CONFIGURED).getMessage());
    assertEquals(CONFIGURED, source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS).principal());
  }

  @Test
  void aFederatedIdentityImpersonatesTheAccountOfItsFile() throws Exception {
    var google = google(federatedToken("sts"), idToken(FILE_ACCOUNT), idToken(FILE_ACCOUNT));
    var source = fromFile(federated(true, subjectFile()), google);

    assertEquals(FILE_ACCOUNT, source.mint(orders(null), Limits.AMPLE_MILLIS).principal());
    source.mint(orders(null), Limits.AMPLE_MILLIS);

    var exchange = google.received();
    assertTrue(exchange.startsWith("POST /v1/token HTTP/1.1\r\n"), exchange);
    assertTrue(exchange.contains("subject_token=from-a-file"), exchange);
    assertGenerated(google.received(), "generateIdToken", FILE_ACCOUNT, "ya29.sts");
    assertGenerated(google.received(), "generateIdToken", FILE_ACCOUNT, "ya29.sts");
    assertTrue(google.hasReceivedNothing());
    assertEquals(
        "the federated identity (" + file() + ") impersonating " + FILE_ACCOUNT,
        source.identity(orders(null)));
  }

  @Test
  void theAccountOfAFederatedIdentityImpersonatesAnother() throws Exception {
    var google =
        google(
            federatedToken("sts"),
            impersonatedAccessToken("middle"),
            idToken(CONFIGURED),
            idToken(CONFIGURED));
    var source = fromFile(federated(true, subjectFile()), google);

    source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS);
    source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS);

    assertTrue(google.received().startsWith("POST /v1/token "));
    assertGenerated(google.received(), "generateAccessToken", FILE_ACCOUNT, "ya29.sts");
    assertGenerated(google.received(), "generateIdToken", CONFIGURED, "ya29.middle");
    assertGenerated(google.received(), "generateIdToken", CONFIGURED, "ya29.middle");
    assertTrue(google.hasReceivedNothing());
  }

  @Test
  void aFederatedIdentityWithoutAnAccountImpersonatesTheConfiguredOne() throws Exception {
    var subject =
        """
        {"url": "https://idp.example.com/subject", "headers": {"X-Who": "me"},
         "format": {"type": "json", "subject_token_field_name": "t"}}
        """;
    var google = google(ok("{\"t\": \"from-a-url\"}"), federatedToken("sts"), idToken(CONFIGURED));
    var source = fromFile(federated(false, subject), google);

    assertEquals(CONFIGURED, source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS).principal());
    var asked = google.received();
    assertTrue(asked.startsWith("GET /subject HTTP/1.1\r\n"), asked);
    assertTrue(asked.toLowerCase(Locale.ROOT).contains("\r\nx-who: me\r\n"), asked);
    assertTrue(google.received().contains("subject_token=from-a-url"));
    assertGenerated(google.received(), "generateIdToken", CONFIGURED, "ya29.sts");
  }

  @Test
  void aFederatedIdentityWithoutAnyAccountIsToldToImpersonate() throws Exception {
    var google = google(ok(""));
    var failure = refused(fromFile(federated(false, subjectFile()), google), null);

    assertEquals(
        "the federated identity ("
            + file()
            + ") cannot mint a token that a service takes: set \"impersonate\" to a service account"
            + " and grant the role to impersonate it: gcloud iam service-accounts"
            + " add-iam-policy-binding SERVICE_ACCOUNT --member=principal://YOUR_SUBJECT"
            + " --role=roles/iam.serviceAccountTokenCreator",
        failure.getMessage());
    assertFalse(failure.isRetryable());
    assertTrue(google.hasReceivedNothing());
  }

  @Test
  void whatTheSecurityTokenServiceSaysIsTold() throws Exception {
    var body = "{\"error\": \"invalid_grant\", \"error_description\": \"The token is too old.\"}";
    var google = google(Answers.answer("400 Bad Request", body));
    var failure = refused(fromFile(federated(true, subjectFile()), google), null);

    assertEquals(
        google.authority() + " answered 400: invalid_grant: The token is too old.",
        failure.getMessage());
    assertFalse(failure.isRetryable());
    google.received();
    assertTrue(google.hasReceivedNothing());
  }

  @Test
  void aSubjectTokenThatIsNotThereMayComeLater() throws Exception {
    var missing = new File(home, "missing").getPath();
    var google = google(federatedToken("sts"), idToken(FILE_ACCOUNT));
    var source = fromFile(federated(true, "{\"file\": \"%s\"}".formatted(missing)), google);
    var failure = refused(source, null);

    assertTrue(message(failure).contains(missing), message(failure));
    assertTrue(failure.isRetryable());
    Files.writeString(new File(missing).toPath(), "late");
    assertEquals(FILE_ACCOUNT, source.mint(orders(null), Limits.AMPLE_MILLIS).principal());
  }

  @Test
  void aFileThatImpersonatesHasATokenOfItsAccount() throws Exception {
    var google = google(accessToken("user"), idToken(FILE_ACCOUNT));
    var source = fromFile(impersonated(USER), google);

    assertEquals(FILE_ACCOUNT, source.mint(orders(null), Limits.AMPLE_MILLIS).principal());
    assertTrue(google.received().contains("grant_type=refresh_token"));
    var generated = google.received();
    assertGenerated(generated, "generateIdToken", FILE_ACCOUNT, "ya29.user");
    assertTrue(generated.contains("\"projects/-/serviceAccounts/between@example.com\""), generated);
    assertEquals(
        "user credentials (" + file() + ") impersonating " + FILE_ACCOUNT,
        source.identity(orders(null)));
  }

  @Test
  void theAccountOfAFileThatImpersonatesImpersonatesAnother() throws Exception {
    var google = google(accessToken("key"), impersonatedAccessToken("middle"), idToken(CONFIGURED));
    var source = fromFile(impersonated(key), google);

    assertEquals(CONFIGURED, source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS).principal());
    assertTrue(google.received().contains("assertion="));
    var middle = google.received();
    assertGenerated(middle, "generateAccessToken", FILE_ACCOUNT, "ya29.key");
    assertTrue(middle.contains("\"projects/-/serviceAccounts/between@example.com\""), middle);
    assertGenerated(google.received(), "generateIdToken", CONFIGURED, "ya29.middle");
    assertEquals(
        "service account key@example.com ("
            + file()
            + ") impersonating "
            + FILE_ACCOUNT
            + " impersonating "
            + CONFIGURED,
        source.identity(orders(CONFIGURED)));
  }

  @Test
  void noSourceIsAskedMoreThanOnceForATry() throws Exception {
    for (var file : List.of(key, USER, federated(true, subjectFile()), impersonated(key))) {
      for (var principal : new String[] {null, CONFIGURED}) {
        if (principal == null && file.equals(USER)) {
          continue;
        }
        for (var trouble : List.of(error(503, "busy"), error(401, "who?"), "")) {
          var google = google(trouble);
          refused(fromFile(file, google), principal);
          google.received();
          assertTrue(google.hasReceivedNothing(), file);
        }
      }
    }
  }

  @Test
  void theIamCredentialsApiIsNotAskedMoreThanOnceForATry() throws Exception {
    for (var trouble : List.of(error(503, "busy"), error(403, "no"), error(401, "who?"), "")) {
      var google = google(accessToken("user"), trouble);
      refused(fromFile(USER, google), CONFIGURED);
      google.received();
      google.received();
      assertTrue(google.hasReceivedNothing());
    }
  }

  @Test
  void anAccessTokenThatWasKeptAndDiedIsRenewed() throws Exception {
    var google =
        google(
            accessToken("first"),
            idToken(CONFIGURED),
            error(401, "invalid credentials"),
            accessToken("second"),
            idToken(CONFIGURED));
    var source = fromFile(USER, google);
    source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS);
    source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS);

    google.received();
    assertGenerated(google.received(), "generateIdToken", CONFIGURED, "ya29.first");
    assertGenerated(google.received(), "generateIdToken", CONFIGURED, "ya29.first");
    assertTrue(google.received().contains("grant_type=refresh_token"));
    assertGenerated(google.received(), "generateIdToken", CONFIGURED, "ya29.second");
    assertTrue(google.hasReceivedNothing());
  }

  @Test
  void allOfAChainIsRenewedWhereAnAccessTokenDied() throws Exception {
    var google =
        google(
            federatedToken("sts"),
            impersonatedAccessToken("middle"),
            idToken(CONFIGURED),
            error(401, "invalid credentials"),
            federatedToken("sts2"),
            impersonatedAccessToken("middle2"),
            idToken(CONFIGURED));
    var source = fromFile(federated(true, subjectFile()), google);
    source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS);
    source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS);
    for (int i = 0; i < 5; i++) {
      google.received();
    }
    assertGenerated(google.received(), "generateAccessToken", FILE_ACCOUNT, "ya29.sts2");
    assertGenerated(google.received(), "generateIdToken", CONFIGURED, "ya29.middle2");
  }

  @Test
  void aFileThatIsMendedIsReadAgain() throws Exception {
    var google = google(accessToken("user"), idToken(CONFIGURED));
    var source = fromFile("{", google);
    assertTrue(message(refused(source, CONFIGURED)).contains(file().toString()));
    Files.writeString(file().toPath(), USER);
    assertEquals(CONFIGURED, source.mint(orders(CONFIGURED), Limits.AMPLE_MILLIS).principal());
  }

  private ScriptedServer google(String... answers) throws IOException {
    var server = ScriptedServer.answering(answers);
    servers.add(server);
    return server;
  }

  private File file() {
    return new File(home, "credentials.json");
  }

  private GoogleTokenSource fromFile(String content, ScriptedServer google) throws IOException {
    Files.writeString(file().toPath(), content);
    return new GoogleTokenSource(
        new AmbientIdentity(
            Map.of("GOOGLE_APPLICATION_CREDENTIALS", file().toString()),
            home,
            () -> new Detour(google),
            () -> new Detour(new InternetTransport(), google)));
  }

  private GoogleTokenSource onCloudRun(ScriptedServer metadata, ScriptedServer google) {
    return new GoogleTokenSource(
        new AmbientIdentity(
            Map.of("K_SERVICE", "storefront"),
            home,
            () -> new Detour(metadata),
            () -> new Detour(new InternetTransport(), google)));
  }

  private String subjectFile() throws IOException {
    var subject = new File(home, "subject").toPath();
    Files.writeString(subject, "from-a-file");
    return "{\"file\": \"%s\"}".formatted(subject);
  }

  private static String federated(boolean withAccount, String source) {
    return """
    {"type": "external_account", "token_url": "https://sts.googleapis.com/v1/token",
     "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p",
     "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
     %s "credential_source": %s}
    """
        .formatted(
            withAccount
                ? "\"service_account_impersonation_url\": \"%s\",".formatted(IMPERSONATE)
                : "",
            source);
  }

  private static String impersonated(String source) {
    return """
    {"type": "impersonated_service_account", "delegates": ["projects/-/serviceAccounts/between@example.com"],
     "service_account_impersonation_url": "%s", "source_credentials": %s}
    """
        .formatted(IMPERSONATE, source);
  }

  private static Audience orders(@Nullable String impersonate) {
    return new Audience("https://orders.example.com", impersonate);
  }

  private static void assertGenerated(String request, String what, String account, String caller) {
    assertTrue(
        request.startsWith(
            "POST /v1/projects/-/serviceAccounts/" + account + ":" + what + " HTTP/1.1\r\n"),
        request);
    assertTrue(
        request.toLowerCase(Locale.ROOT).contains("\r\nauthorization: bearer " + caller + "\r\n"),
        request);
    if (what.equals("generateIdToken")) {
      assertTrue(request.contains("\"audience\":\"https://orders.example.com\""), request);
      assertTrue(request.contains("\"includeEmail\":true"), request);
    }
  }

  private static TokenSourceException refused(
      GoogleTokenSource source, @Nullable String principal) {
    return assertThrows(
        TokenSourceException.class, () -> source.mint(orders(principal), Limits.AMPLE_MILLIS));
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
