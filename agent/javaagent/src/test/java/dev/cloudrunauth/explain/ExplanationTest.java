package dev.cloudrunauth.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What was sent and what came back, and the cause that is found in it, with the step that mends it.
 */
class ExplanationTest {

  private static final long NOW = 1_800_000_000;
  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final String ORDERS = "https://" + HOST;
  private static final String DOMAIN = "https://shop.example.com";
  private static final String FUNCTIONS = "https://us-central1-demo-project.cloudfunctions.net";
  private static final String STANDARD = "Authorization";
  private static final String SERVERLESS = "X-Serverless-Authorization";
  private static final String OPAQUE = "Bearer ya29.a0AfH6SMBsecret";
  private static final String GRANT =
      "gcloud run services add-iam-policy-binding orders --region us-central1 --member"
          + " serviceAccount:storefront@demo-project.iam.gserviceaccount.com"
          + " --role roles/run.invoker";

  private static final Map<String, List<String>> FRONT_END_PAGE =
      Map.of(
          "Server",
          List.of("Google Frontend"),
          "Content-Type",
          List.of("text/html; charset=UTF-8"));
  private static final Map<String, List<String>> INVALID =
      Map.of(
          "Server",
          List.of("Google Frontend"),
          "WWW-Authenticate",
          List.of(
              "Bearer error=\"invalid_token\" error_description=\"The access token could not be"
                  + " verified\""));
  private static final Map<String, List<String>> SERVICES =
      Map.of("Server", List.of("Google Frontend"), "Content-Type", List.of("application/json"));

  private static final Map<String, List<String>> NOBODYS =
      Map.of("Content-Type", List.of("text/html; charset=UTF-8"));
  private static final Map<String, List<String>> IAPS =
      Map.of(
          "X-Goog-IAP-Generated-Response",
          List.of("true"),
          "Content-Type",
          List.of("text/html; charset=UTF-8"));

  static Stream<Arguments> causes() {
    return Stream.of(
        arguments(Cause.NOT_CONFIGURED, "- " + ORDERS, none(ORDERS, false, NoToken.NOT_CONFIGURED)),
        arguments(
            Cause.NOT_CONFIGURED,
            "- " + ORDERS,
            none("https://green---" + HOST, false, NoToken.NOT_CONFIGURED)),
        arguments(
            Cause.PLAIN_HTTP,
            "call " + ORDERS,
            RefusedHop.without(
                target("http://" + HOST, true), NoToken.PLAIN_HTTP, answer(302, FRONT_END_PAGE))),
        arguments(
            Cause.PLAIN_HTTP,
            "call " + DOMAIN,
            none("http://shop.example.com", true, NoToken.PLAIN_HTTP)),
        arguments(
            Cause.NO_CREDENTIALS,
            "gcloud auth application-default login",
            none(ORDERS, false, NoToken.NO_CREDENTIALS)),
        arguments(
            Cause.INACTIVE, "correct that", none(ORDERS, false, NoToken.inactive("c.yaml:1:1: x"))),
        arguments(
            Cause.CLIENT_OFF,
            "set clients.okhttp to true",
            none(ORDERS, false, NoToken.clientOff("clients.okhttp"))),
        arguments(
            Cause.OTHER_HOST,
            "call the service by its own URL",
            none(ORDERS, true, NoToken.otherHost("stock-4fjx2k-uc.a.run.app"))),
        arguments(
            Cause.PASSED_THROUGH, "correct that", none(ORDERS, true, NoToken.failed("a 503"))),
        arguments(Cause.NOT_WRITTEN, "what README says", none(ORDERS, true, NoToken.NOT_WRITTEN)),
        arguments(
            Cause.OWN_CREDENTIAL,
            "- " + ORDERS,
            invalid(ORDERS, false, Sent.byApplication(STANDARD, "Basic dTpw"))),
        arguments(
            Cause.OWN_CREDENTIAL,
            "let the application not set it",
            forbidden(ORDERS, Sent.byApplication(SERVERLESS, "Basic dTpw"))),
        arguments(
            Cause.ACCESS_TOKEN,
            "- " + ORDERS,
            invalid(ORDERS, false, Sent.byApplication(STANDARD, OPAQUE))),
        arguments(
            Cause.ACCESS_TOKEN,
            "let the application not set it",
            invalid(ORDERS, true, Sent.byApplication(SERVERLESS, OPAQUE))),
        arguments(
            Cause.ACCESS_TOKEN,
            "header: auto",
            invalid(ORDERS, true, Sent.byApplication(STANDARD, OPAQUE))),
        arguments(
            Cause.ACCESS_TOKEN,
            "header: auto",
            forbidden(ORDERS, Sent.byApplication(STANDARD, OPAQUE))),
        arguments(
            Cause.FOREIGN_TOKEN,
            "- " + ORDERS,
            invalid(ORDERS, false, own("https://issuer.example.com", ORDERS))),
        arguments(
            Cause.EXPIRED,
            "set the clock",
            invalid(ORDERS, true, ours(ORDERS, NOW - 3_600, NOW - 1))),
        arguments(
            Cause.NOT_YET_VALID,
            "set the clock",
            invalid(ORDERS, true, ours(ORDERS, NOW + 31, NOW + 3_600))),
        arguments(
            Cause.AUDIENCE_WITH_TAG,
            "- " + ORDERS,
            invalid("https://green---" + HOST, true, ours("https://green---" + HOST))),
        arguments(
            Cause.AUDIENCE_WITH_TAG,
            "- " + ORDERS,
            invalid(ORDERS, false, own(Jwt.GOOGLE, "https://green---" + HOST))),
        arguments(
            Cause.AUDIENCE_IS_DOMAIN,
            "--add-custom-audiences " + DOMAIN,
            invalid(DOMAIN, true, ours(DOMAIN))),
        arguments(
            Cause.AUDIENCE_IS_NO_FUNCTION,
            "- audience: " + FUNCTIONS + "/FUNCTION",
            invalid(FUNCTIONS, true, ours(FUNCTIONS))),
        arguments(
            Cause.AUDIENCE_IS_NO_FUNCTION,
            "list its own run.app URL",
            invalid(FUNCTIONS, true, ours("https://stock-4fjx2k-uc.a.run.app"))),
        arguments(
            Cause.NOT_VERIFIED,
            "service-accounts describe",
            invalid(FUNCTIONS, true, ours(FUNCTIONS + "/orders"))),
        arguments(
            Cause.NO_INVOKER_ROLE,
            "where this shows REGION:\n    gcloud run services list --filter=metadata.name=orders",
            forbidden("https://orders-4fjx2k-zz.a.run.app", ours(ORDERS))),
        arguments(
            Cause.NO_INVOKER_ROLE,
            "where this shows SERVICE and REGION:\n    gcloud run services list",
            forbidden(DOMAIN, ours(ORDERS))),
        arguments(
            Cause.AUDIENCE_WITH_PATH, "- " + ORDERS, invalid(ORDERS, true, ours(ORDERS + "/v1"))),
        arguments(
            Cause.AUDIENCE_WITH_PATH, "- " + ORDERS, invalid(ORDERS, true, ours(ORDERS + "/"))),
        arguments(
            Cause.AUDIENCE_OF_OTHER_FORM,
            "- " + ORDERS,
            invalid(ORDERS, true, ours("https://orders-123456789012.us-central1.run.app"))),
        arguments(
            Cause.WRONG_AUDIENCE,
            "- " + ORDERS,
            invalid(ORDERS, true, ours("https://stock-4fjx2k-uc.a.run.app"))),
        arguments(
            Cause.WRONG_AUDIENCE,
            "gcloud run services update orders --region us-central1 --add-custom-audiences"
                + " orders-api",
            invalid(ORDERS, true, ours("orders-api"))),
        arguments(
            Cause.WRONG_AUDIENCE,
            "the service's own URL",
            invalid(DOMAIN, true, ours("https://stock-4fjx2k-uc.a.run.app"))),
        arguments(
            Cause.NOT_VERIFIED,
            "gcloud iam service-accounts describe " + Jwt.EMAIL,
            invalid(ORDERS, true, ours(ORDERS))),
        arguments(
            Cause.NOT_VERIFIED,
            "service-accounts describe",
            invalid("https://green---" + HOST, true, ours(ORDERS))),
        arguments(Cause.NO_INVOKER_ROLE, GRANT, forbidden(ORDERS, ours(ORDERS))),
        arguments(Cause.NO_INVOKER_ROLE, GRANT, forbidden("https://green---" + HOST, ours(ORDERS))),
        arguments(
            Cause.NO_INVOKER_ROLE,
            "gcloud run services add-iam-policy-binding SERVICE --region REGION",
            forbidden(DOMAIN, ours(ORDERS))),
        arguments(
            Cause.INGRESS,
            "gcloud run services describe orders --region us-central1",
            RefusedHop.with(target(ORDERS, true), ours(ORDERS), answer(404, FRONT_END_PAGE))),
        arguments(
            Cause.SERVICE,
            "Answered by the service itself",
            RefusedHop.with(target(ORDERS, true), ours(ORDERS), answer(403, SERVICES))),
        arguments(
            Cause.SOMEBODY_BETWEEN,
            "in the log of the load balancer",
            RefusedHop.with(target(DOMAIN, true), ours(ORDERS), answer(403, NOBODYS))),
        arguments(
            Cause.IAP,
            "hosts: [shop.example.com]",
            RefusedHop.with(target(DOMAIN, true), ours(ORDERS), answer(401, IAPS))),
        arguments(
            Cause.IAP,
            "--member serviceAccount:" + Jwt.EMAIL + " --role roles/iap.httpsResourceAccessor",
            RefusedHop.with(target(DOMAIN, true), ours(ORDERS), answer(302, IAPS))),
        arguments(
            Cause.IAP,
            "CLIENT_ID.apps.googleusercontent.com",
            RefusedHop.without(target(DOMAIN, true), NoToken.NO_CREDENTIALS, answer(403, IAPS))),
        arguments(
            Cause.PERSONS_TOKEN,
            "set \"impersonate\"",
            invalid(ORDERS, true, ours("764086051850-abc.apps.googleusercontent.com"))),
        arguments(
            Cause.IAP_READS_OTHER_HEADER,
            "send that credential in another header",
            RefusedHop.with(
                target(DOMAIN, true),
                Sent.byAgent(SERVERLESS, Jwt.bearer(Jwt.GOOGLE, ORDERS, NOW, NOW + 3_600)),
                answer(401, IAPS))),
        arguments(
            Cause.WITHOUT_SIGNATURE,
            "- " + ORDERS,
            invalid(
                ORDERS,
                false,
                Sent.byApplication(
                    SERVERLESS,
                    Jwt.bearer(Jwt.GOOGLE, ORDERS, NOW, NOW + 3_600)
                        .replaceFirst("[^.]*$", "SIGNATURE_REMOVED_BY_GOOGLE")))),
        arguments(
            Cause.SOMEBODY_BETWEEN,
            "of the load balancer or the gateway",
            RefusedHop.with(
                target("https://api-demo-4fjx2k.uc.gateway.dev", true),
                ours(ORDERS),
                answer(403, SERVICES))));
  }

  @Test
  void onlyAnAnswerWithTheFrontEndsNameProvesThatTheTokenWasAccepted() {
    for (var headers : List.of(NOBODYS, IAPS, Map.of("Server", List.of("nginx")))) {
      var refused = RefusedHop.with(target(DOMAIN, true), ours(ORDERS), answer(403, headers));
      var explanation = Explanation.of(refused, NOW * 1_000);

      assertNotNull(explanation);
      assertFalse(explanation.text().contains("token was accepted,"), explanation.text());
      assertFalse(explanation.text().contains("front end, "), explanation.text());
    }
  }

  @ParameterizedTest
  @MethodSource("causes")
  void theCauseIsFoundAndWhatMendsIt(Cause cause, String remedy, RefusedHop hop) {
    var explanation = Explanation.of(hop, NOW * 1_000);

    assertNotNull(explanation);
    assertEquals(cause, explanation.cause(), explanation.text());
    assertTrue(explanation.text().contains(remedy), explanation.text());
    assertTrue(
        explanation.text().startsWith(hop.origin() + " answered " + hop.answer.status + ": "),
        explanation.text());
    assertFalse(explanation.text().contains("secret"), "shows a credential");
    assertFalse(explanation.text().contains("dTpw"), "shows a credential");
    assertFalse(explanation.text().contains(Jwt.SIGNATURE), "shows a credential");
    assertFalse(explanation.text().contains("eyJ"), "shows a credential");
  }

  @Test
  void thereIsACaseForEachCause() {
    var found = EnumSet.noneOf(Cause.class);
    causes().forEach(arguments -> found.add((Cause) arguments.get()[0]));
    assertEquals(EnumSet.allOf(Cause.class), found);
  }

  static Stream<Arguments> obstacles() {
    return Stream.of(
        arguments(NoToken.NO_CREDENTIALS, "gcloud auth application-default login"),
        arguments(NoToken.PLAIN_HTTP, "call " + ORDERS),
        arguments(NoToken.inactive("c.yaml:1:1: x"), "inactive: c.yaml:1:1: x\n    correct that"),
        arguments(NoToken.clientOff("clients.okhttp"), "set clients.okhttp to true"),
        arguments(NoToken.otherHost("stock-4fjx2k-uc.a.run.app"), "do not set Host"),
        arguments(NoToken.failed("a 503"), "pass-through: a 503\n    correct that"),
        arguments(NoToken.NOT_WRITTEN, "call again"));
  }

  @ParameterizedTest
  @MethodSource("obstacles")
  void aCredentialOfTheApplicationsHidesNoOtherObstacle(NoToken why, String remedy) {
    for (var header : List.of(STANDARD, SERVERLESS)) {
      var sent = Sent.byApplication(header, OPAQUE);
      var refused = RefusedHop.with(target(ORDERS, false), sent, why, answer(403, FRONT_END_PAGE));
      var explanation = Explanation.of(refused, NOW * 1_000);

      assertNotNull(explanation);
      assertEquals(Cause.ACCESS_TOKEN, explanation.cause());
      assertTrue(explanation.text().contains(remedy), explanation.text());
      assertFalse(explanation.text().contains("below audiences"), explanation.text());
      assertFalse(explanation.text().contains("header: auto"), explanation.text());
    }
  }

  @Test
  void noServiceIsToAcceptTheUrlOfAnother() {
    for (var origin : List.of(ORDERS, DOMAIN)) {
      var explanation =
          Explanation.of(invalid(origin, true, ours("https://stock-4fjx2k-uc.a.run.app")), 0);
      assertNotNull(explanation);
      assertFalse(explanation.text().contains("add-custom-audiences"), explanation.text());
    }
  }

  static Stream<RefusedHop> nobodysBusiness() {
    return Stream.of(
        RefusedHop.with(target(ORDERS, true), ours(ORDERS), answer(401, SERVICES)),
        RefusedHop.with(target(ORDERS, true), ours(ORDERS), answer(404, SERVICES)),
        RefusedHop.with(target(ORDERS, true), ours(ORDERS), answer(302, FRONT_END_PAGE)),
        RefusedHop.with(target(ORDERS, true), ours(ORDERS), answer(401, NOBODYS)),
        RefusedHop.without(target(DOMAIN, false), NoToken.NOT_CONFIGURED, answer(403, IAPS)),
        refused(target(ORDERS, true), Sent.byApplication(STANDARD, "x"), answer(403, SERVICES)),
        RefusedHop.without(target(ORDERS, false), NoToken.NOT_CONFIGURED, answer(403, SERVICES)),
        RefusedHop.without(
            target(ORDERS, false), NoToken.NOT_CONFIGURED, answer(404, FRONT_END_PAGE)),
        RefusedHop.without(
            target(ORDERS, false),
            NoToken.NOT_CONFIGURED,
            answer(403, with(FRONT_END_PAGE, "Set-Cookie", "a=b"))),
        RefusedHop.without(
            target(ORDERS, false),
            NoToken.NOT_CONFIGURED,
            answer(403, with(FRONT_END_PAGE, "Content-Type", "text/html; charset=utf-8"))),
        RefusedHop.without(
            target("http://" + HOST, false), NoToken.NOT_CONFIGURED, answer(302, FRONT_END_PAGE)));
  }

  @ParameterizedTest
  @MethodSource
  void nobodysBusiness(RefusedHop hop) {
    assertNull(Explanation.of(hop, NOW * 1_000));
  }

  @Test
  void aClockThatIsBehindIsToldByHowMuch() {
    var late = Answer.of(401, (NOW + 7_200) * 1_000, headers(INVALID));

    var explanation =
        Explanation.of(RefusedHop.with(target(ORDERS, true), ours(ORDERS), late), NOW * 1_000);

    assertNotNull(explanation);
    assertEquals(Cause.EXPIRED, explanation.cause());
    assertTrue(explanation.text().contains("7200 s behind it"), explanation.text());
  }

  @Test
  void whatATokenSaysCannotForgeALineOrACommand() {
    var hostile =
        Jwt.bearer(
            """
            {"aud":"x\\n\\u000acloud-run-auth: fine\\u202e;rm","iss":"%s","email":"a@b $(reboot)",\
            "exp":%d}"""
                .formatted(Jwt.GOOGLE, NOW + 60));

    var invalid = Explanation.of(invalid(ORDERS, true, Sent.byAgent(STANDARD, hostile)), 0);
    var forbidden = Explanation.of(forbidden(ORDERS, Sent.byAgent(STANDARD, hostile)), 0);

    assertNotNull(invalid);
    assertNotNull(forbidden);
    assertFalse(invalid.text().contains("\ncloud-run-auth"), invalid.text());
    assertFalse(invalid.text().contains("\u202e"), invalid.text());
    assertTrue(invalid.text().contains("x?\\u000acloud-run-auth: fine\\u202e"), invalid.text());
    assertTrue(invalid.text().contains("--add-custom-audiences AUDIENCE"), invalid.text());
    assertTrue(forbidden.text().contains("serviceAccount:SERVICE_ACCOUNT"), forbidden.text());
  }

  @Test
  void bracesInTheAudienceOfATokenAreShownAsTheyAre() {
    var explanation = Explanation.of(invalid(ORDERS, true, ours("{principal}{")), 0);

    assertNotNull(explanation);
    assertTrue(explanation.text().contains("does not accept: {principal}{\n"), explanation.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "a.b.c",
        "a.e30.c",
        "a.W10.c",
        "a.eyJ.c",
        "a.eyJhdWQiOg.c",
        "a.eyJhdWQiOiJc.c",
        "a.eyJhdWQiOiJcdTEyIn0.c",
        "a.eyJhIjpbWyJ9XSI.c",
        "a.%%%.c",
        "ya29.x",
        "a.b.c.d"
      })
  void oddTokensAreToldAsWhatTheyAre(String token) {
    for (var hop :
        List.of(
            invalid(ORDERS, false, Sent.byApplication(STANDARD, "Bearer " + token)),
            forbidden(ORDERS, Sent.byApplication(STANDARD, "bearer  " + token)))) {
      var explanation = Explanation.of(hop, NOW * 1_000);
      assertNotNull(explanation);
      assertFalse(token.length() > 4 && explanation.text().contains(token), "shows the token");
    }
  }

  private static RefusedHop none(String origin, boolean isConfigured, NoToken why) {
    return RefusedHop.without(target(origin, isConfigured), why, answer(403, FRONT_END_PAGE));
  }

  private static RefusedHop forbidden(String origin, Sent sent) {
    return refused(target(origin, true), sent, answer(403, FRONT_END_PAGE));
  }

  private static RefusedHop invalid(String origin, boolean isConfigured, Sent sent) {
    var target = target(origin, isConfigured);
    return isConfigured || sent.isAgents
        ? refused(target, sent, answer(401, INVALID))
        : RefusedHop.with(target, sent, NoToken.NOT_CONFIGURED, answer(401, INVALID));
  }

  /** With the agent's token, or where the configuration has it send none beside another. */
  private static RefusedHop refused(RefusedHop.Target target, Sent sent, Answer answer) {
    return sent.isAgents
        ? RefusedHop.with(target, sent, answer)
        : RefusedHop.with(target, sent, NoToken.OWN_CREDENTIAL, answer);
  }

  private static Sent ours(String audience) {
    return ours(audience, NOW - 60, NOW + 3_600);
  }

  private static Sent ours(String audience, long issuedAt, long expiresAt) {
    return Sent.byAgent(STANDARD, Jwt.bearer(Jwt.GOOGLE, audience, issuedAt, expiresAt));
  }

  private static Sent own(String issuer, String audience) {
    return Sent.byApplication(STANDARD, Jwt.bearer(issuer, audience, NOW - 60, NOW + 3_600));
  }

  private static RefusedHop.Target target(String origin, boolean isConfigured) {
    int colon = origin.indexOf(':');
    return new RefusedHop.Target(
        origin.substring(0, colon), origin.substring(colon + 3), -1, isConfigured);
  }

  private static Answer answer(int status, Map<String, List<String>> headers) {
    return Answer.of(status, NOW * 1_000, headers(headers));
  }

  private static Function<String, List<String>> headers(Map<String, List<String>> headers) {
    return name -> headers.getOrDefault(name, List.of());
  }

  private static Map<String, List<String>> with(
      Map<String, List<String>> headers, String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, List.of(value));
    return more;
  }
}
