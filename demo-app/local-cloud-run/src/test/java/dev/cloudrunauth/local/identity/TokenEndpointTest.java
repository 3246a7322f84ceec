package dev.cloudrunauth.local.identity;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cloudrunauth.local.Application;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.MutableClock;
import dev.cloudrunauth.local.http.Body;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenEndpointTest {

  private static final String AUDIENCE = "https://orders-4fjx2k-uc.a.run.app";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String GOOGLE = "https://oauth2.googleapis.com/token";

  private static final MutableClock CLOCK = new MutableClock();
  private static LocalCloudRun cloudRun;
  private static Application application;
  private static JsonObject key;
  private static String tokenUri;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    cloudRun = LocalCloudRun.builder().clock(CLOCK).start();
    application = Application.of(cloudRun);
    Path file = cloudRun.writeServiceAccountKey(folder.resolve("key.json"));
    key = Body.of(Files.readAllBytes(file)).json().getAsJsonObject();
    tokenUri = key.get("token_uri").getAsString();
  }

  @AfterAll
  static void stop() {
    cloudRun.close();
  }

  @Test
  void keyFileLooksLikeGoogles() {
    assertEquals("service_account", key.get("type").getAsString());
    assertEquals("demo-project", key.get("project_id").getAsString());
    assertEquals(LocalCloudRun.DEFAULT_PRINCIPAL, key.get("client_email").getAsString());
    assertTrue(key.get("private_key").getAsString().startsWith("-----BEGIN PRIVATE KEY-----\n"));
  }

  @Test
  void keyBuysAnIdToken() throws Exception {
    cloudRun.clear();
    var answer = post(tokenUri, GRANT, assertion(claims(tokenUri).build()));
    assertEquals(200, answer.statusCode());
    var claims = SignedJWT.parse(json(answer).get("id_token").getAsString()).getJWTClaimsSet();
    assertEquals(List.of(AUDIENCE), claims.getAudience());
    assertEquals(LocalCloudRun.DEFAULT_PRINCIPAL, claims.getStringClaim("email"));
    assertEquals(
        List.of(new TokenRequest(LocalCloudRun.DEFAULT_PRINCIPAL, Optional.of(AUDIENCE))),
        cloudRun.tokenEndpoint().received());
  }

  @Test
  void endpointIsAtGooglesAddressToo() throws Exception {
    assertEquals(200, post(GOOGLE, GRANT, assertion(claims(GOOGLE).build())).statusCode());
  }

  @Test
  void withoutTargetAudienceTheKeyBuysAnAccessToken() throws Exception {
    var answer =
        post(tokenUri, GRANT, assertion(claims(tokenUri).claim("target_audience", null).build()));
    assertTrue(json(answer).get("access_token").getAsString().startsWith("ya29."));
  }

  @Test
  void wrongAudienceIsAnInvalidGrant() throws Exception {
    assertInvalidGrant(
        post(tokenUri, GRANT, assertion(claims("https://token.example.com").build())));
  }

  @Test
  void expiredAssertionIsAnInvalidGrant() throws Exception {
    assertInvalidGrant(
        post(
            tokenUri,
            GRANT,
            assertion(claims(tokenUri).expirationTime(Date.from(CLOCK.instant())).build())));
  }

  @Test
  void assertionOfAnotherKeyIsAnInvalidGrant() throws Exception {
    var otherKey = SigningKey.generate();
    assertInvalidGrant(post(tokenUri, GRANT, otherKey.sign(claims(tokenUri).build())));
  }

  @Test
  void assertionInAnotherNameIsAnInvalidGrant() throws Exception {
    assertInvalidGrant(
        post(tokenUri, GRANT, assertion(claims(tokenUri).issuer("boss@example.com").build())));
  }

  @Test
  void garbageIsAnInvalidGrant() {
    assertInvalidGrant(post(tokenUri, GRANT, "garbage"));
  }

  @Test
  void otherGrantTypesAreNotSupported() {
    var answer = post(tokenUri, "password", "x");
    assertEquals(400, answer.statusCode());
    assertEquals("unsupported_grant_type", json(answer).get("error").getAsString());
  }

  private static JWTClaimsSet.Builder claims(String audience) {
    return new JWTClaimsSet.Builder()
        .issuer(LocalCloudRun.DEFAULT_PRINCIPAL)
        .subject(LocalCloudRun.DEFAULT_PRINCIPAL)
        .audience(audience)
        .claim("target_audience", AUDIENCE)
        .issueTime(Date.from(CLOCK.instant()))
        .expirationTime(Date.from(CLOCK.instant().plusSeconds(3600)));
  }

  private static String assertion(JWTClaimsSet claims) throws Exception {
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.get("private_key_id").getAsString())
                .build(),
            claims);
    var pem = key.get("private_key").getAsString().replaceAll("-----[A-Z ]+-----|\n", "");
    jwt.sign(
        new RSASSASigner(
            KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)))));
    return jwt.serialize();
  }

  private static HttpResponse<String> post(String uri, String grantType, String assertion) {
    return application.send(
        HttpRequest.newBuilder(URI.create(uri))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=" + encode(grantType, UTF_8) + "&assertion=" + assertion))
            .build());
  }

  private static void assertInvalidGrant(HttpResponse<String> answer) {
    assertEquals(400, answer.statusCode());
    assertEquals("invalid_grant", json(answer).get("error").getAsString());
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return Body.of(answer.body()).json().getAsJsonObject();
  }
}
