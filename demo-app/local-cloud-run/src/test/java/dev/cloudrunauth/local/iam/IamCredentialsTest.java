package dev.cloudrunauth.local.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cloudrunauth.local.Application;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.MutableClock;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Response;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IamCredentialsTest {

  private static final String AUDIENCE = "https://orders-4fjx2k-uc.a.run.app";
  private static final String CALLER = "caller@demo-project.iam.gserviceaccount.com";
  private static final String MIDDLE = "middle@demo-project.iam.gserviceaccount.com";
  private static final String ACCOUNT = "account@demo-project.iam.gserviceaccount.com";
  private static final String STRANGER = "stranger@demo-project.iam.gserviceaccount.com";

  private static final MutableClock CLOCK = new MutableClock();
  private static LocalCloudRun cloudRun;
  private static Application application;

  @BeforeAll
  static void start() {
    cloudRun =
        LocalCloudRun.builder()
            .clock(CLOCK)
            .principal(CALLER)
            .mayImpersonate(CALLER, ACCOUNT)
            .mayImpersonate(STRANGER, MIDDLE)
            .mayImpersonate(MIDDLE, ACCOUNT)
            .start();
    application = Application.of(cloudRun);
  }

  @AfterAll
  static void stop() {
    cloudRun.close();
  }

  @BeforeEach
  void forget() {
    cloudRun.clear();
    cloudRun.iamCredentials().recover();
  }

  @Test
  void callerGetsAnIdTokenOfTheAccount() throws Exception {
    var claims = claims(idToken(CALLER, Map.of("audience", AUDIENCE, "includeEmail", true)));
    assertEquals(List.of(AUDIENCE), claims.getAudience());
    assertEquals("https://accounts.google.com", claims.getIssuer());
    assertEquals(ACCOUNT, claims.getStringClaim("email"));
    assertEquals(true, claims.getBooleanClaim("email_verified"));
    assertEquals(CLOCK.instant().plusSeconds(3600), claims.getExpirationTime().toInstant());
    assertEquals(
        List.of(
            new ImpersonationRequest(
                CALLER,
                ACCOUNT,
                "generateIdToken",
                Optional.of(AUDIENCE),
                true,
                List.of(),
                List.of(),
                Optional.empty())),
        cloudRun.iamCredentials().received());
  }

  @Test
  void emailIsInTheTokenOnlyIfItIsAskedFor() throws Exception {
    for (var wish :
        List.of(
            Map.<String, Object>of("audience", AUDIENCE),
            Map.<String, Object>of("audience", AUDIENCE, "includeEmail", false))) {
      var claims = claims(idToken(CALLER, wish));
      assertEquals(null, claims.getClaim("email"));
      assertEquals(null, claims.getClaim("email_verified"));
    }
  }

  @Test
  void callerGetsAnAccessTokenOfTheAccount() {
    var answer =
        json(
            200,
            post(
                ACCOUNT + ":generateAccessToken",
                cloudRun.issueAccessToken(CALLER),
                Map.of("scope", List.of("a"), "lifetime", "300s")));
    var expiresAt = Instant.parse(answer.get("expireTime").getAsString());
    assertEquals(CLOCK.instant().plusSeconds(300), expiresAt);
    assertEquals(List.of("a"), cloudRun.iamCredentials().received().get(0).scope());

    String token = answer.get("accessToken").getAsString();
    post(ACCOUNT + ":generateIdToken", token, Map.of("audience", AUDIENCE));
    assertEquals(ACCOUNT, cloudRun.iamCredentials().received().get(1).caller());
  }

  @Test
  void tokenOfTheMetadataServerNamesTheCaller() {
    String token =
        json(
                200,
                application.get(
                    "http://"
                        + cloudRun.environment().get("GCE_METADATA_HOST")
                        + "/computeMetadata/v1/instance/service-accounts/default/token",
                    "Metadata-Flavor",
                    "Google"))
            .get("access_token")
            .getAsString();
    post(ACCOUNT + ":generateIdToken", token, Map.of("audience", AUDIENCE));
    assertEquals(CALLER, cloudRun.iamCredentials().received().get(0).caller());
  }

  @Test
  void callerWithoutARoleIsRefused() {
    var error = error(403, idToken(STRANGER, Map.of("audience", AUDIENCE)));
    assertEquals("PERMISSION_DENIED", error.get("status").getAsString());
    assertEquals(
        "Permission 'iam.serviceAccounts.getOpenIdToken' denied on resource (or it may not"
            + " exist).",
        error.get("message").getAsString());
    assertEquals(STRANGER, cloudRun.iamCredentials().received().get(0).caller());
  }

  @ParameterizedTest
  @ValueSource(strings = {MIDDLE, "projects/-/serviceAccounts/" + MIDDLE})
  void delegateStandsBetweenCallerAndAccount(String delegate) {
    var wish = Map.of("audience", AUDIENCE, "delegates", List.of(delegate));
    assertEquals(200, idToken(STRANGER, wish).statusCode());
    assertEquals(List.of(MIDDLE), cloudRun.iamCredentials().received().get(0).delegates());
  }

  @Test
  void everyLinkOfTheChainIsChecked() {
    for (var delegates : List.of(List.of(ACCOUNT), List.of(MIDDLE, CALLER, MIDDLE))) {
      error(403, idToken(STRANGER, Map.of("audience", AUDIENCE, "delegates", delegates)));
    }
    error(403, idToken(CALLER, Map.of("audience", AUDIENCE, "delegates", List.of(MIDDLE))));
  }

  @Test
  void onlyAValidAccessTokenNamesTheCaller() {
    var wish = Map.<String, Object>of("audience", AUDIENCE);
    String ended = cloudRun.issueAccessToken(CALLER);
    CLOCK.advance(Duration.ofHours(1));
    String idToken =
        cloudRun.issueToken(
            "https://" + IamCredentials.HOST, CALLER, CLOCK.instant().plusSeconds(60));
    for (String token : List.of(ended, idToken, "ya29.unheard-of")) {
      var error = error(401, post(ACCOUNT + ":generateIdToken", token, wish));
      assertEquals("UNAUTHENTICATED", error.get("status").getAsString());
      assertEquals(401, error.get("code").getAsInt());
    }
    for (var request : cloudRun.iamCredentials().received()) {
      assertEquals(ImpersonationRequest.NOBODY, request.caller());
    }
  }

  @Test
  void wishThatMakesNoSenseIsAnInvalidArgument() {
    error(400, idToken(CALLER, Map.of()));
    String token = cloudRun.issueAccessToken(CALLER);
    error(400, post(ACCOUNT + ":generateAccessToken", token, Map.of("lifetime", "300s")));
    for (String lifetime : List.of("300", "3601s", "0s", "1h")) {
      error(
          400,
          post(
              ACCOUNT + ":generateAccessToken",
              token,
              Map.of("scope", List.of("a"), "lifetime", lifetime)));
    }
    error(404, post(ACCOUNT + ":generateNothing", token, Map.of()));
  }

  @Test
  void requestsFailAsScripted() {
    cloudRun
        .iamCredentials()
        .answerNext(Fault.answer(Response.status(429).with("Retry-After", "7")));
    var wish = Map.<String, Object>of("audience", AUDIENCE);
    var limited = idToken(CALLER, wish);
    assertEquals(429, limited.statusCode());
    assertEquals(Optional.of("7"), limited.headers().firstValue("Retry-After"));
    assertEquals(200, idToken(CALLER, wish).statusCode());
    cloudRun.iamCredentials().misbehave(Fault.status(503));
    assertEquals(503, idToken(CALLER, wish).statusCode());
    cloudRun.iamCredentials().recover();
    assertEquals(200, idToken(CALLER, wish).statusCode());
    assertEquals(4, cloudRun.iamCredentials().received().size());
  }

  private static HttpResponse<String> idToken(String caller, Map<String, Object> wish) {
    return post(ACCOUNT + ":generateIdToken", cloudRun.issueAccessToken(caller), wish);
  }

  private static HttpResponse<String> post(String method, String token, Map<String, Object> wish) {
    return application.send(
        HttpRequest.newBuilder(
                URI.create(
                    "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/"
                        + method))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Body.json(wish).text()))
            .build());
  }

  private static JsonObject error(int status, HttpResponse<String> answer) {
    return json(status, answer).getAsJsonObject("error");
  }

  private static JsonObject json(int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode());
    return Body.of(answer.body()).json().getAsJsonObject();
  }

  private static JWTClaimsSet claims(HttpResponse<String> answer) throws Exception {
    String token = json(200, answer).get("token").getAsString();
    assertTrue(token.startsWith("ey"));
    return SignedJWT.parse(token).getJWTClaimsSet();
  }
}
