package dev.cloudrunauth.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cloudrunauth.acceptance.clients.ClientsUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.identity.IdTokens;
import dev.cloudrunauth.local.identity.SigningKey;
import dev.cloudrunauth.local.service.PrivateService;
import dev.cloudrunauth.local.service.ServiceHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A token is refused although it is alive. One run of an application makes the calls of all tests,
 * to services of its own for each way to make a call: a token is only dropped once in a while.
 * There is no proxy, because the oldest OkHttp does not get through it; and the audience is a
 * wildcard, so that each token is asked for by the call that needs it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(3)
class RefusedTokenTest {

  private static final String HOST = "-4fjx2k-uc.a.run.app";
  private static final String ELSEWHERE = "www.example.com";

  /** As many as any client has ways to make a call, over each protocol. */
  private static final int MOST_WAYS =
      ClientsUnderTest.all().stream()
          .mapToInt(client -> client.modes().size() * client.protocols().size())
          .max()
          .orElseThrow();

  private static final String SOCKETS = "sockets";
  private static final String OWN = " Authorization:Basic_dTpw";
  private static final String ALL_OWN =
      " Authorization:bearer_a.b.c X-Serverless-Authorization:bearer_a.b.c";

  private final IdTokens stranger =
      new IdTokens(SigningKey.generate(), Clock.systemUTC(), Duration.ofHours(1));
  private final Map<String, Run> runs = new HashMap<>();
  private final LocalCloudRun cloudRun = start();

  /** What came of one run. */
  private record Run(
      List<String> calls,
      Fork.Result result,
      List<ReceivedRequest> received,
      Map<String, Integer> mintsByHost) {

    /** The output lines of the calls whose URL has this text. */
    List<String> answers(String text) {
      return IntStream.range(0, calls.size())
          .filter(call -> calls.get(call).contains(text))
          .mapToObj(call -> result.out().get(call))
          .toList();
    }

    /** What reached a service, in order, as target and status. */
    List<String> at(String service) {
      return received.stream()
          .filter(request -> request.host().startsWith(service + "-"))
          .map(request -> request.target() + " " + request.status())
          .toList();
    }

    /** The tokens that reached a service, whatever became of them. */
    List<String> tokens(String service) {
      return received.stream()
          .filter(request -> request.host().startsWith(service + "-"))
          .filter(request -> request.target().startsWith("/hop"))
          .map(request -> request.headers().first("Authorization").orElse("nothing"))
          .toList();
    }
  }

  private static LocalCloudRun start() {
    var builder =
        LocalCloudRun.builder()
            .publicSite(
                ELSEWHERE,
                request -> Response.redirect(307, request.parameter("to").orElseThrow()));
    for (int way = 0; way < MOST_WAYS; way++) {
      builder.service(PrivateService.at("https://service" + way + HOST).handler(answers()));
      builder.service(PrivateService.at("https://frontend" + way + HOST).handler(answers()));
    }
    return builder.service(PrivateService.at("https://" + SOCKETS + HOST)).start();
  }

  private static ServiceHandler answers() {
    return request ->
        switch (request.path()) {
          case "/invalid" ->
              Response.text(401, "signed out\n")
                  .with("X-Other", "value")
                  .with("WWW-Authenticate", "Basic realm=\"error=\\\"invalid_token\\\"\"")
                  .with("WWW-Authenticate", "Bearer realm=\"orders\", error=\"invalid_token\"");
          case "/unauthorized" ->
              Response.text(401, "who are you?\n")
                  .with("WWW-Authenticate", "Bearer realm=\"error=\\\"invalid_token\\\"\"");
          default -> Response.text(200, "hello\n");
        };
  }

  @AfterAll
  void stopCloudRun() {
    cloudRun.close();
  }

  static Stream<Arguments> runs() {
    return Matrix.clients(Jdk.own()).stream()
        .filter(client -> !client.isRelocated())
        .flatMap(
            client ->
                (client.isNewest() ? Jdk.outermost() : List.of(Jdk.own()))
                    .stream().filter(client::runsOn).map(jdk -> arguments(jdk, client)));
  }

  /** Each way to make a call over each protocol, as the beginning of a call. */
  private static List<String> ways(Client client) {
    return client.modes().stream()
        .flatMap(
            mode -> client.protocols().stream().map(protocol -> mode + " " + protocol + " GET "))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void theRequestAfterARefusalGoesWithAnotherToken(Jdk jdk, Client client) {
    var run = run(jdk, client);

    for (int way = 0; way < ways(client).size(); way++) {
      assertEquals(List.of("/hop/refused 401", "/hop/next 200"), run.at("frontend" + way));
      assertEquals(2, run.mintsByHost().get("frontend" + way + HOST));
    }
    for (var line : run.answers("/hop/next")) {
      assertTrue(line.startsWith("200 "), line);
    }
    assertEquals(List.of(), run.result().unexplained());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void onlyARefusalOfOurTokenDropsItAndOnlyOneInAWhile(Jdk jdk, Client client) {
    var run = run(jdk, client);

    for (int way = 0; way < ways(client).size(); way++) {
      assertEquals(
          List.of(
              "/hop/1 200",
              "/own 401",
              "/unauthorized 401",
              "/invalid 401",
              "/hop/2 200",
              "/invalid 401",
              "/hop/3 200",
              "/invalid 401",
              "/hop/4 200"),
          run.at("service" + way));
      var tokens = run.tokens("service" + way);
      // None of them may be in the output of a test.
      assertTrue(tokens.get(0).equals(tokens.get(1)), "nothing was dropped yet");
      assertFalse(tokens.get(1).equals(tokens.get(2)), "the service had refused it");
      assertTrue(tokens.get(2).equals(tokens.get(3)), "refused again, but too soon");
      assertEquals(2, run.mintsByHost().get("service" + way + HOST));
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void theApplicationSeesThe401AsItCame(Jdk jdk, Client client) {
    var run = run(jdk, client);

    for (var line : run.answers("refused")) {
      assertTrue(line.startsWith("401 "), line);
      assertTrue(line.contains("error_description=\"The access token could not be"), line);
      assertTrue(line.contains("<title>401 Unauthorized</title>"), line);
    }
    var byService = run.answers("/invalid");
    assertEquals(3 * ways(client).size(), byService.size());
    for (int i = 0; i < byService.size(); i += 3) {
      var line = byService.get(i);
      assertTrue(line.startsWith("401 ") && line.endsWith(" signed out\\n"), line);
      assertTrue(
          line.contains(
              "=[Basic realm=\"error=\\\"invalid_token\\\"\","
                  + " Bearer realm=\"orders\", error=\"invalid_token\"]"),
          line);
      assertTrue(line.contains("=[value]"), line);
      assertEquals(List.of(line, line), byService.subList(i + 1, i + 3));
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("runsWithWebSockets")
  void theRequestAfterARefusedHandshakeGoesWithAnotherToken(Jdk jdk, Client client) {
    var run = run(jdk, client);

    assertEquals(List.of("401 handshake"), run.answers("/hop/handshake"));
    assertEquals(List.of("/hop/handshake 401", "/hop/after 200"), run.at(SOCKETS));
    assertEquals(2, run.mintsByHost().get(SOCKETS + HOST));
  }

  static Stream<Arguments> runsWithWebSockets() {
    return runs()
        .filter(run -> ((Client) run.get()[1]).has(Feature.WEB_SOCKET, (Jdk) run.get()[0]));
  }

  private Run run(Jdk jdk, Client client) {
    return runs.computeIfAbsent(jdk + " " + client, key -> call(jdk, client));
  }

  private Run call(Jdk jdk, Client client) {
    cloudRun.clear();
    cloudRun.metadataServer().recover();
    var calls = new ArrayList<String>();
    for (int way = 0; way < ways(client).size(); way++) {
      var mode = ways(client).get(way);
      calls.addAll(callsToAServiceThatRefuses(mode, "service" + way));
      calls.addAll(callsThroughAFrontEndThatRefuses(mode, "frontend" + way));
    }
    if (client.has(Feature.WEB_SOCKET, jdk)) {
      mints(foreign(SOCKETS), genuine());
      calls.add(client.kind().handshake() + " HTTP/1.1 GET " + at(SOCKETS) + "/hop/handshake");
      calls.add(client.mode(0) + " HTTP/1.1 GET " + at(SOCKETS) + "/hop/after");
    }
    var result =
        Fork.on(jdk)
            .agent("audiences=https://*" + HOST + ":" + cloudRun.httpsPort())
            .flags(cloudRun.hostsFileFlags())
            // The JDK's own classes are verified too, which it believes unseen otherwise.
            .flags(List.of("-Xverify:all"))
            .environment(cloudRun.environment())
            .program("Caller", client.jars(), calls.toArray(String[]::new))
            .run();
    assertEquals(0, result.exit(), () -> String.join("\n", result.err()));
    return new Run(calls, result, List.copyOf(cloudRun.received()), mintsByHost());
  }

  private List<String> callsToAServiceThatRefuses(String mode, String service) {
    var url = mode + at(service);
    mints(genuine(), another(service));
    return List.of(
        url + "/hop/1",
        url + "/own" + ALL_OWN,
        url + "/unauthorized",
        // The application's own header is what the service means, and not ours beside it.
        url + "/invalid" + OWN,
        url + "/hop/2",
        url + "/invalid",
        url + "/hop/3",
        url + "/invalid",
        url + "/hop/4");
  }

  /** The hop that is refused comes by a redirect, or has a header of the application's too. */
  private List<String> callsThroughAFrontEndThatRefuses(String mode, String service) {
    var refused = at(service) + "/hop/refused";
    mints(foreign(service), genuine());
    return List.of(
        mode.contains("HTTP/2")
            ? mode + refused + OWN
            : mode + elsewhere() + "/?to=" + URLEncoder.encode(refused, UTF_8),
        mode + at(service) + "/hop/next");
  }

  private void mints(Fault... answers) {
    cloudRun.metadataServer().answerNext(answers);
  }

  /** No fault at all, but an entry of the script. */
  private static Fault genuine() {
    return Fault.delay(Duration.ZERO);
  }

  /** A token as good as the one before, which the stand-in would give out again. */
  private Fault another(String service) {
    var expiry = Instant.now().plus(Duration.ofMinutes(30));
    return Fault.body(cloudRun.issueToken(at(service), LocalCloudRun.DEFAULT_PRINCIPAL, expiry));
  }

  /** All is right with it but the signature, which only the front end can tell. */
  private Fault foreign(String service) {
    var expiry = Instant.now().plus(Duration.ofMinutes(30));
    var principal = LocalCloudRun.DEFAULT_PRINCIPAL;
    return Fault.body(stranger.issue(at(service), principal, expiry));
  }

  private String at(String service) {
    return "https://" + service + HOST + ":" + cloudRun.httpsPort();
  }

  private String elsewhere() {
    return "https://" + ELSEWHERE + ":" + cloudRun.httpsPort();
  }

  private Map<String, Integer> mintsByHost() {
    var mints = new HashMap<String, Integer>();
    for (var request : cloudRun.metadataServer().idTokenRequests()) {
      var audience = URI.create(request.audience().orElseThrow());
      mints.merge(audience.getHost(), 1, Integer::sum);
    }
    return mints;
  }
}
