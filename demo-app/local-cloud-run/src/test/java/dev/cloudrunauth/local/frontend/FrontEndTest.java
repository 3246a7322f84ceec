package dev.cloudrunauth.local.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.Application;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.MutableClock;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.identity.IdTokens;
import dev.cloudrunauth.local.identity.SigningKey;
import dev.cloudrunauth.local.service.PrivateService;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontEndTest {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String ORDERS_TOO = "https://orders-123456789012.us-central1.run.app";
  private static final String TAGGED = "https://canary---orders-4fjx2k-uc.a.run.app";
  private static final String CLOSED = "https://closed-4fjx2k-uc.a.run.app";
  private static final String OPEN = "https://open-4fjx2k-uc.a.run.app";
  private static final String MOVED = "https://moved-4fjx2k-uc.a.run.app";
  private static final String BROKEN = "https://broken-4fjx2k-uc.a.run.app";
  private static final String INNER = "https://inner-4fjx2k-uc.a.run.app";
  private static final String HIDDEN = "https://hidden-4fjx2k-uc.a.run.app";
  private static final String DOMAIN = "https://orders.example.com";
  private static final String PARTNER = "partner@demo-project.iam.gserviceaccount.com";

  private static final MutableClock CLOCK = new MutableClock();
  private static LocalCloudRun cloudRun;
  private static Application application;

  @BeforeAll
  static void start() {
    cloudRun =
        LocalCloudRun.builder()
            .clock(CLOCK)
            .service(
                PrivateService.at(ORDERS)
                    .alsoAt(ORDERS_TOO)
                    .customDomain("orders.example.com")
                    .customAudience("https://shop.example"))
            .service(PrivateService.at(INNER).closedToInternet(403))
            .service(PrivateService.at(HIDDEN).closedToInternet(404))
            .service(PrivateService.at(CLOSED).noInvokers())
            .service(PrivateService.at(OPEN).allowUnauthenticated())
            .service(
                PrivateService.at(MOVED)
                    .invoker(PARTNER)
                    .handler(request -> Response.redirect(307, ORDERS + "/new")))
            .service(
                PrivateService.at(BROKEN)
                    .handler(
                        request -> {
                          throw new IllegalStateException("as the test wants it");
                        }))
            .publicSite("www.example.com")
            .start();
    application = Application.of(cloudRun);
  }

  @AfterAll
  static void stop() {
    cloudRun.close();
  }

  @BeforeEach
  void clear() {
    cloudRun.clear();
  }

  @Test
  void noTokenIsForbidden() {
    var answer = application.get(ORDERS + "/a%3Cb");
    assertForbiddenPage(answer, "/a%3Cb");
    assertEquals(Optional.of("no token"), received().refusal());
    assertEquals(Optional.empty(), received().headersAtService());
  }

  @ParameterizedTest
  @EnumSource
  void validTokenReachesTheService(Version version) {
    var answer =
        Application.of(cloudRun, version).get(ORDERS + "/a?b=c%20d", "Authorization", valid());
    assertEquals(200, answer.statusCode());
    assertEquals(version, answer.version());
    var seen = Body.of(answer.body()).json().getAsJsonObject();
    assertEquals("orders", seen.get("service").getAsString());
    assertEquals("/a?b=c%20d", seen.get("path").getAsString());
    assertEquals(LocalCloudRun.DEFAULT_PRINCIPAL, seen.get("caller").getAsString());

    assertEquals(version == Version.HTTP_2 ? "HTTP/2.0" : "HTTP/1.1", received().protocol());
    assertEquals("/a?b=c%20d", received().target());
    assertEquals(Optional.of(LocalCloudRun.DEFAULT_PRINCIPAL), received().principal());
    assertEquals(Optional.of(ORDERS), received().audience());
    assertEquals(200, received().status());
  }

  @Test
  void bodyReachesTheService() {
    var answer =
        application.send(
            HttpRequest.newBuilder(URI.create(ORDERS))
                .header("Authorization", valid())
                .POST(BodyPublishers.ofString("two machines"))
                .build());
    assertEquals(
        "two machines", Body.of(answer.body()).json().getAsJsonObject().get("body").getAsString());
    assertEquals("two machines", received().body().text());
  }

  @Test
  void serviceSeesTheTokenWithoutItsSignature() {
    String sent = valid();
    application.get(ORDERS, "Authorization", sent);
    String seen = received().headersAtService().orElseThrow().first("Authorization").orElseThrow();
    assertEquals(sent.substring(0, sent.lastIndexOf('.')) + ".SIGNATURE_REMOVED_BY_GOOGLE", seen);
    assertEquals(Optional.of(sent), received().headers().first("Authorization"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer garbage",
        "Bearer ",
        "Bearer ya29.an-access-token",
        "Basic dTpw",
        "Bearer a.b.c"
      })
  void malformedTokenIsUnauthorized(String header) {
    assertUnauthorized(application.get(ORDERS, "Authorization", header));
  }

  @Test
  void wrongAudienceIsUnauthorized() {
    assertUnauthorized(application.get(ORDERS, "Authorization", token(ORDERS + "/")));
    assertTrue(received().refusal().orElseThrow().contains(ORDERS + "/"));
  }

  @Test
  void audienceOfTheOtherUrlFormIsUnauthorized() {
    assertUnauthorized(application.get(ORDERS, "Authorization", token(ORDERS_TOO)));
    assertEquals(200, application.get(ORDERS_TOO, "Authorization", token(ORDERS_TOO)).statusCode());
  }

  @Test
  void expiredTokenIsUnauthorized() {
    String token = cloudRun.issueToken(ORDERS, LocalCloudRun.DEFAULT_PRINCIPAL, CLOCK.instant());
    assertUnauthorized(application.get(ORDERS, "Authorization", "Bearer " + token));
  }

  @Test
  void tokenThatSomebodyElseSignedIsUnauthorized() {
    var stranger = new IdTokens(SigningKey.generate(), CLOCK, Duration.ofHours(1));
    String token =
        stranger.issue(ORDERS, LocalCloudRun.DEFAULT_PRINCIPAL, CLOCK.instant().plusSeconds(60));
    assertUnauthorized(application.get(ORDERS, "Authorization", "Bearer " + token));
  }

  @Test
  void twoTokensInOneHeaderAreUnauthorized() {
    assertUnauthorized(application.get(ORDERS, "Authorization", valid(), "Authorization", valid()));
  }

  @Test
  void callerWithoutTheInvokerRoleIsForbidden() {
    var answer = application.get(CLOSED + "/a", "Authorization", token(CLOSED));
    assertForbiddenPage(answer, "/a");
    assertEquals(Optional.of(LocalCloudRun.DEFAULT_PRINCIPAL), received().principal());
  }

  @Test
  void namedInvokersReplaceTheDefault() {
    assertEquals(403, application.get(MOVED, "Authorization", token(MOVED)).statusCode());
    String partners = cloudRun.issueToken(MOVED, PARTNER, CLOCK.instant().plusSeconds(60));
    assertEquals(307, application.get(MOVED, "Authorization", "Bearer " + partners).statusCode());
  }

  @Test
  void plainHttpIsRedirectedToHttps() {
    var answer = application.get(ORDERS.replace("https:", "http:") + "/a?b=c");
    assertEquals(302, answer.statusCode());
    assertEquals(Optional.of(ORDERS + "/a?b=c"), answer.headers().firstValue("Location"));
    assertEquals("http", received().scheme());
  }

  @Test
  void onlyXServerlessAuthorizationIsCheckedIfBothArePresent() {
    assertEquals(
        200,
        application
            .get(
                ORDERS, "Authorization", "Bearer of-the-app", "X-Serverless-Authorization", valid())
            .statusCode());
    var seen = received().headersAtService().orElseThrow();
    assertEquals(Optional.of("Bearer of-the-app"), seen.first("Authorization"));
    assertTrue(
        seen.first("X-Serverless-Authorization")
            .orElseThrow()
            .endsWith(".SIGNATURE_REMOVED_BY_GOOGLE"));

    assertUnauthorized(
        application.get(
            ORDERS, "Authorization", valid(), "X-Serverless-Authorization", "Bearer x"));
  }

  @Test
  void tagLeadsToTheServiceWithTheAudienceOfTheServiceItself() {
    assertEquals(200, application.get(TAGGED, "Authorization", token(ORDERS)).statusCode());
    assertEquals("orders", received().service());
    assertUnauthorized(application.get(TAGGED, "Authorization", token(TAGGED)));
  }

  @Test
  void customAudienceIsValidBesideTheUrl() {
    assertEquals(
        200, application.get(ORDERS, "Authorization", token("https://shop.example")).statusCode());
  }

  @Test
  void unknownServiceIsNotFound() {
    assertEquals(
        404,
        application
            .get("https://nobody-4fjx2k-uc.a.run.app", "Authorization", valid())
            .statusCode());
  }

  @Test
  void openServiceChecksAndChangesNothing() {
    assertEquals(200, application.get(OPEN).statusCode());
    assertEquals(200, application.get(OPEN, "Authorization", valid()).statusCode());
    var second = cloudRun.received().get(1);
    assertEquals(second.headers(), second.headersAtService().orElseThrow());
  }

  @Test
  void publicSiteAnswersEverybody() {
    assertEquals(200, application.get("https://www.example.com/").statusCode());
    assertEquals(200, application.get("http://www.example.com/").statusCode());
    assertEquals(
        List.of("https", "http"),
        cloudRun.received().stream().map(ReceivedRequest::scheme).toList());
  }

  @Test
  void failingServiceAnswers500() {
    assertEquals(500, application.get(BROKEN, "Authorization", token(BROKEN)).statusCode());
    assertEquals(500, received().status());
  }

  @Test
  void recordNeverPrintsAToken() {
    String sent = valid();
    application.get(ORDERS + "/?token=" + sent.substring(7), "Authorization", sent);
    String signature = sent.substring(sent.lastIndexOf('.') + 1);
    String payload = sent.substring(sent.indexOf('.') + 1, sent.lastIndexOf('.'));
    for (Object printed : List.of(received(), received().headers(), received().token())) {
      assertFalse(printed.toString().contains(signature), printed::toString);
      assertFalse(printed.toString().contains(payload), printed::toString);
    }
  }

  @Test
  void aCustomDomainIsNoAudience() {
    assertUnauthorized(application.get(DOMAIN + "/a", "Authorization", token(DOMAIN)));
    assertEquals(200, application.get(DOMAIN + "/a", "Authorization", token(ORDERS)).statusCode());
  }

  @Test
  void ingressKeepsOutWhoeverComesWithWhateverToken() {
    assertForbiddenPage(application.get(INNER + "/a", "Authorization", token(INNER)), "/a");
    assertEquals(404, application.get(HIDDEN + "/a", "Authorization", token(HIDDEN)).statusCode());
  }

  private static ReceivedRequest received() {
    var received = cloudRun.received();
    return received.get(received.size() - 1);
  }

  private static String valid() {
    return token(ORDERS);
  }

  private static String token(String audience) {
    return "Bearer "
        + cloudRun.issueToken(
            audience, LocalCloudRun.DEFAULT_PRINCIPAL, CLOCK.instant().plus(Duration.ofMinutes(5)));
  }

  private static void assertForbiddenPage(HttpResponse<String> answer, String path) {
    assertEquals(403, answer.statusCode());
    assertEquals(
        Optional.of("text/html; charset=UTF-8"), answer.headers().firstValue("Content-Type"));
    assertEquals(Optional.empty(), answer.headers().firstValue("WWW-Authenticate"));
    assertTrue(
        answer
            .body()
            .contains(
                "Your client does not have permission to get URL <code>"
                    + path
                    + "</code> from this server."),
        answer::body);
  }

  private static void assertUnauthorized(HttpResponse<String> answer) {
    assertEquals(401, answer.statusCode());
    assertEquals(
        Optional.of(
            "Bearer error=\"invalid_token\""
                + " error_description=\"The access token could not be verified\""),
        answer.headers().firstValue("WWW-Authenticate"));
    assertEquals(
        Optional.of("text/html; charset=UTF-8"), answer.headers().firstValue("Content-Type"));
  }
}
