package dev.cloudrunauth.local.metadata;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.MutableClock;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataServerTest {

  private static final String ACCOUNT = "/computeMetadata/v1/instance/service-accounts/default/";
  private static final String AUDIENCE = "https://orders-4fjx2k-uc.a.run.app";
  private static final String ID_TOKEN = ACCOUNT + "identity?audience=" + encode(AUDIENCE, UTF_8);

  private static final MutableClock CLOCK = new MutableClock();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static LocalCloudRun cloudRun;

  @BeforeAll
  static void start() {
    cloudRun = LocalCloudRun.builder().clock(CLOCK).start();
  }

  @AfterAll
  static void stop() {
    cloudRun.close();
  }

  @BeforeEach
  void forget() {
    cloudRun.clear();
    cloudRun.metadataServer().recover();
    // Past the end of every token that another test has got.
    CLOCK.advance(Duration.ofHours(1));
  }

  @Test
  void requestWithoutTheFlavorHeaderIsRefused() throws Exception {
    var answer = CLIENT.send(request(ID_TOKEN).build(), BodyHandlers.ofString());
    assertEquals(403, answer.statusCode());
  }

  @Test
  void forwardedRequestIsRefused() throws Exception {
    var answer =
        CLIENT.send(
            request(ID_TOKEN)
                .header("Metadata-Flavor", "Google")
                .header("X-Forwarded-For", "10.0.0.1")
                .build(),
            BodyHandlers.ofString());
    assertEquals(403, answer.statusCode());
  }

  @Test
  void everyAnswerNamesTheServer() throws Exception {
    for (String path : List.of("/", ID_TOKEN, "/nowhere")) {
      var headers = get(path).headers();
      assertEquals(Optional.of("Google"), headers.firstValue("Metadata-Flavor"));
      assertEquals(Optional.of("Metadata Server for VM"), headers.firstValue("Server"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/computeMetadata/v1/project/project-id, demo-project",
    "/computeMetadata/v1/project/numeric-project-id, 123456789012",
    "/computeMetadata/v1/instance/region, projects/123456789012/regions/us-central1",
    "/computeMetadata/v1/universe/universe-domain, googleapis.com",
    ACCOUNT + "email, " + LocalCloudRun.DEFAULT_PRINCIPAL
  })
  void valuesAreFoundAtTheirPaths(String path, String value) throws Exception {
    assertEquals(value, get(path).body());
  }

  @Test
  void unknownPathIsNotFound() throws Exception {
    assertEquals(404, get("/computeMetadata/v1/nothing").statusCode());
    assertEquals(404, get(ACCOUNT.replace("default", "other") + "email").statusCode());
  }

  @Test
  void idTokenNeedsAnAudience() throws Exception {
    assertEquals(400, get(ACCOUNT + "identity").statusCode());
    assertEquals(400, get(ACCOUNT + "identity?audience=").statusCode());
  }

  @Test
  void plainIdTokenCarriesNoEmail() throws Exception {
    var claims = claims(get(ID_TOKEN).body());
    assertEquals(List.of(AUDIENCE), claims.getAudience());
    assertEquals("https://accounts.google.com", claims.getIssuer());
    assertEquals(CLOCK.instant().plusSeconds(3600), claims.getExpirationTime().toInstant());
    assertEquals(CLOCK.instant(), claims.getIssueTime().toInstant());
    assertEquals(null, claims.getClaim("email"));
  }

  @Test
  void fullIdTokenCarriesEmailAndInstance() throws Exception {
    var claims = claims(get(ID_TOKEN + "&format=full").body());
    assertEquals(LocalCloudRun.DEFAULT_PRINCIPAL, claims.getStringClaim("email"));
    assertEquals(true, claims.getBooleanClaim("email_verified"));
    assertTrue(claims.getJSONObjectClaim("google").containsKey("compute_engine"));
  }

  @Test
  void idTokenStaysTheSameUntilFourMinutesBeforeItsEnd() throws Exception {
    String first = get(ID_TOKEN).body();
    CLOCK.advance(Duration.ofMinutes(56).minusSeconds(1));
    // Not assertEquals, which would print tokens.
    assertTrue(first.equals(get(ID_TOKEN).body()));
    CLOCK.advance(Duration.ofSeconds(1));
    String second = get(ID_TOKEN).body();
    assertFalse(first.equals(second));
    assertEquals(CLOCK.instant().plusSeconds(3600), claims(second).getExpirationTime().toInstant());
  }

  @Test
  void eachAudienceHasItsOwnToken() throws Exception {
    assertFalse(get(ID_TOKEN).body().equals(get(ID_TOKEN + "2").body()));
  }

  @Test
  void accessTokenIsNoIdToken() throws Exception {
    var answer = Body.of(get(ACCOUNT + "token").body()).json().getAsJsonObject();
    assertTrue(answer.get("access_token").getAsString().startsWith("ya29."));
    assertEquals("Bearer", answer.get("token_type").getAsString());
  }

  @Test
  void nextIdTokensFailAsScripted() throws Exception {
    cloudRun
        .metadataServer()
        .answerNext(Fault.answer(Response.status(429).with("Retry-After", "7")), Fault.body(""));
    cloudRun.metadataServer().answerNext(2, Fault.status(503));
    assertEquals(200, get("/").statusCode(), "only requests for ID tokens use up the script");
    var limited = get(ID_TOKEN);
    assertEquals(429, limited.statusCode());
    assertEquals(Optional.of("7"), limited.headers().firstValue("Retry-After"));
    assertEquals("", get(ID_TOKEN).body());
    assertEquals(503, get(ID_TOKEN).statusCode());
    assertEquals(503, get(ID_TOKEN).statusCode());
    assertEquals(200, get(ID_TOKEN).statusCode());
  }

  @Test
  void misbehaviourLastsUntilRecovery() throws Exception {
    cloudRun.metadataServer().misbehave(Fault.status(500));
    assertEquals(500, get("/").statusCode());
    assertEquals(500, get(ID_TOKEN).statusCode());
    cloudRun.metadataServer().recover();
    assertEquals(200, get("/").statusCode());
  }

  @Test
  void hangingRequestIsReceivedButNotAnswered() {
    cloudRun.metadataServer().answerNext(Fault.hang());
    var request =
        request(ID_TOKEN)
            .header("Metadata-Flavor", "Google")
            .timeout(Duration.ofMillis(300))
            .build();
    assertThrows(HttpTimeoutException.class, () -> CLIENT.send(request, BodyHandlers.discarding()));
    assertEquals(1, cloudRun.metadataServer().idTokenRequests().size());
  }

  @Test
  void lateAnswerIsTheProperOne() throws Exception {
    cloudRun.metadataServer().answerNext(Fault.delay(Duration.ofMillis(50)));
    long start = System.nanoTime();
    assertEquals(200, get(ID_TOKEN).statusCode());
    assertTrue(System.nanoTime() - start >= Duration.ofMillis(50).toNanos());
  }

  @Test
  void disconnectIsNoAnswer() {
    // Every time, since the JDK's client tries a GET again when the connection ends before an
    // answer.
    cloudRun.metadataServer().misbehave(Fault.disconnect());
    assertThrows(IOException.class, () -> get(ID_TOKEN));
    assertFalse(cloudRun.metadataServer().received().isEmpty());
  }

  @Test
  void everyRequestIsRecorded() throws Exception {
    get("/");
    get(ID_TOKEN);
    var received = cloudRun.metadataServer().received();
    assertEquals(List.of("/", ID_TOKEN), received.stream().map(MetadataRequest::target).toList());
    assertEquals(Optional.of(AUDIENCE), received.get(1).audience());
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(
        request(path).header("Metadata-Flavor", "Google").build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://" + cloudRun.environment().get("GCE_METADATA_HOST") + path));
  }

  private static JWTClaimsSet claims(String token) throws Exception {
    return SignedJWT.parse(token).getJWTClaimsSet();
  }
}
