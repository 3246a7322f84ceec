package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.EchoService;
import dev.cloudrunauth.local.service.PrivateService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent does for a client, whichever it is. Each client is a subclass. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientContract {

  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String BILLING = "https://billing-123456789012.us-central1.run.app";
  private static final String MOVED = "https://moved-4fjx2k-uc.a.run.app";
  private static final String FOREIGN = "https://www.example.com";
  private static final String RAW_HOST = "raw.example.com";
  private static final String RAW = "https://" + RAW_HOST;
  private static final String AGENT = "audiences=" + ORDERS + ";" + BILLING + ";" + MOVED;
  private static final String OWN = "Basic_dTpw";
  private static final String STANDARD = "Authorization";
  private static final String SERVERLESS = "X-Serverless-Authorization";
  private static final List<String> PROTOCOLS = List.of("HTTP/1.1", "HTTP/2");

  private final Map<String, Conversation> conversations = new HashMap<>();

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder()
          .service(PrivateService.at(ORDERS).handler(new EchoService()))
          .service(PrivateService.at(BILLING).handler(new EchoService()))
          .service(
              PrivateService.at(MOVED)
                  .handler(request -> Response.redirect(307, FOREIGN + "/hop/2")))
          .publicSite(
              "www.example.com",
              request ->
                  request.path().equals("/hop/to-orders")
                      ? Response.redirect(307, ORDERS + "/hop/from-foreign")
                      : Response.text(200, "hello"))
          .rawSite(RAW_HOST)
          .start();

  /** The JDKs and versions to try. */
  abstract Stream<Arguments> runs();

  /** What a call fails with when there is no token. */
  abstract Class<? extends IOException> failure();

  @AfterAll
  void stopCloudRun() {
    cloudRun.close();
  }

  @BeforeEach
  void recover() {
    cloudRun.metadataServer().recover();
  }

  /**
   * One run with the agent serves all tests that need no other configuration: a JVM and its first
   * TLS connections are the dear part of a test.
   */
  private Conversation conversation(Jdk jdk, Client client) {
    return conversations.computeIfAbsent(
        jdk + " " + client,
        run -> {
          var calls = new ArrayList<String>();
          calls.addAll(callsToServices(client));
          calls.addAll(callsToOtherHosts(client));
          calls.addAll(callsWithOwnHeaders(client.modes().get(0)));
          calls.addAll(callsThatAreRedirected(client.modes().get(0)));
          return call(jdk, client, AGENT, calls);
        });
  }

  private static List<String> callsToServices(Client client) {
    var calls = new ArrayList<String>();
    for (var mode : client.modes()) {
      for (var protocol : PROTOCOLS) {
        for (var service : List.of(ORDERS, BILLING)) {
          calls.add(mode + " " + protocol + " GET " + service + "/service/a?b=c");
          calls.add(mode + " " + protocol + " POST " + service + "/service/d");
        }
      }
    }
    return calls;
  }

  private static List<String> callsToOtherHosts(Client client) {
    var calls = new ArrayList<String>();
    for (var mode : client.modes()) {
      for (var method : List.of("GET", "POST")) {
        calls.add(mode + " HTTP/1.1 " + method + " " + RAW + "/other Authorization:" + OWN);
        calls.add(mode + " HTTP/2 " + method + " " + FOREIGN + "/other X-Other:value");
      }
    }
    return calls;
  }

  private static List<String> callsWithOwnHeaders(String mode) {
    return List.of(
        mode + " HTTP/1.1 GET " + ORDERS + "/own/1 authorization:" + OWN,
        mode + " HTTP/2 GET " + ORDERS + "/own/2 Authorization:" + OWN,
        mode + " HTTP/2 GET " + ORDERS + "/own/3 X-Serverless-Authorization:" + OWN,
        mode
            + " HTTP/2 GET "
            + ORDERS
            + "/own/4 Authorization:"
            + OWN
            + " x-serverless-authorization:"
            + OWN);
  }

  private static List<String> callsThatAreRedirected(String mode) {
    return List.of(
        mode + " HTTP/2 GET " + MOVED + "/hop/1",
        mode + " HTTP/1.1 GET " + MOVED + "/hop/1",
        mode + " HTTP/2 GET " + FOREIGN + "/hop/to-orders",
        mode + " HTTP/1.1 GET " + ORDERS.replace("https:", "http:") + "/plain");
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everyCallToAConfiguredServiceArrivesWithATokenForThatService(Jdk jdk, Client client) {
    var conversation = conversation(jdk, client);

    for (var answer : conversation.answers("/service/")) {
      assertTrue(answer.startsWith("200 "), answer);
    }
    var received = conversation.received("/service/");
    assertEquals(callsToServices(client).size(), received.size());
    for (var request : received) {
      assertEquals("https://" + request.host(), request.audience().orElse("no token"));
      assertEquals(LocalCloudRun.DEFAULT_PRINCIPAL, request.principal().orElse("nobody"));
      assertEquals(1, request.headers().all(STANDARD).size());
      assertFalse(request.headers().has(SERVERLESS));
      assertEquals(
          request.method().equals("POST") ? "{\"text\":\"a body\"}" : "", request.body().text());
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void oneTokenServesAllCallsToAServiceAndNothingIsPrinted(Jdk jdk, Client client) {
    var conversation = conversation(jdk, client);

    assertEquals(3, conversation.mints(), "one for each of the three services");
    assertEquals(List.of(), conversation.result().complaints());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void theApplicationSeesNoTokenInItsRequestsInterceptorsAndResponses(Jdk jdk, Client client) {
    var conversation = conversation(jdk, client);

    assertEquals(conversation.calls().size(), conversation.result().out().size());
    for (var line : conversation.result().out()) {
      assertFalse(line.contains("the application sees a token"), line);
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void requestsToOtherHostsArriveByteForByteAsWithoutTheAgent(Jdk jdk, Client client) {
    var with = conversation(jdk, client);
    var calls = callsToOtherHosts(client);
    var without = Conversation.of(cloudRun, RAW_HOST, calls, fork(jdk, client, calls));

    assertEquals(calls.size() / 2, with.raw().size());
    assertEquals(without.raw(), with.raw());
    assertEquals(calls.size() / 2, with.received("/other").size());
    assertEquals(described(without.received("/other")), described(with.received("/other")));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void theApplicationsOwnHeadersAreNeverOverwritten(Jdk jdk, Client client) {
    var received = conversation(jdk, client).received("/own/");

    assertEquals(4, received.size());
    var own = List.of("Basic dTpw");
    for (var request : received.subList(0, 2)) {
      assertEquals(own, request.headers().all(STANDARD));
      assertEquals(1, request.headers().all(SERVERLESS).size());
      assertEquals(ORDERS, request.audience().orElse("no token"));
      assertEquals(200, request.status());
    }
    assertEquals(own, received.get(2).headers().all(SERVERLESS));
    assertFalse(received.get(2).headers().has(STANDARD));
    assertEquals(own, received.get(3).headers().all(SERVERLESS));
    assertEquals(own, received.get(3).headers().all(STANDARD));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void eachHopOfARedirectCarriesItsOwnTokenOrNone(Jdk jdk, Client client) {
    var hops = new ArrayList<String>();
    for (var request : conversation(jdk, client).received("/hop/")) {
      var carries = carriesNothing(request) ? "nothing" : request.audience().orElse("something");
      hops.add("https://" + request.host() + " " + carries);
    }

    assertEquals(
        List.of(
            MOVED + " " + MOVED,
            FOREIGN + " nothing",
            MOVED + " " + MOVED,
            FOREIGN + " nothing",
            FOREIGN + " nothing",
            ORDERS + " " + ORDERS),
        hops);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void aTokenIsNeverSentOverPlainHttpNorToTheProxy(Jdk jdk, Client client) {
    var conversation = conversation(jdk, client);

    var plain = conversation.received("/plain").get(0);
    assertEquals("http", plain.scheme());
    assertEquals(302, plain.status());
    assertTrue(carriesNothing(plain));
    assertFalse(conversation.connects().isEmpty());
    for (var connect : conversation.connects()) {
      assertFalse(connect.headers().has(STANDARD) || connect.headers().has(SERVERLESS));
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void withoutATokenTheCallFailsAndSaysWhy(Jdk jdk, Client client) {
    cloudRun.metadataServer().misbehave(Fault.status(403));
    var calls = new ArrayList<String>();
    for (var mode : client.modes()) {
      for (var protocol : PROTOCOLS) {
        calls.add(mode + " " + protocol + " GET " + ORDERS + "/");
      }
    }

    var conversation = call(jdk, client, AGENT, calls);

    assertEquals(calls.size(), conversation.result().out().size());
    for (var line : conversation.result().out()) {
      assertTrue(line.startsWith(failure().getName() + ": "), line);
      assertTrue(
          line.contains(
              "no ID token for "
                  + ORDERS
                  + " as the default service account of the metadata server after 1 try"),
          line);
      assertTrue(line.contains("the metadata server answered 403"), line);
    }
    assertEquals(List.of(), conversation.received());
    assertTrue(conversation.mints() > 0);
  }

  @ParameterizedTest
  @MethodSource("oneRun")
  void passThroughSendsTheRequestAsItIs(Jdk jdk, Client client) {
    cloudRun.metadataServer().misbehave(Fault.status(403));
    var get = client.modes().get(0) + " HTTP/1.1 GET " + ORDERS + "/";

    var conversation =
        call(jdk, client, AGENT + ",on-failure=pass-through", Collections.nCopies(3, get));

    assertEquals(3, conversation.received().size());
    for (var request : conversation.received()) {
      assertEquals(403, request.status());
      assertTrue(carriesNothing(request));
    }
    var told =
        conversation.result().complaints().stream()
            .filter(line -> line.contains("as on-failure says"))
            .toList();
    assertEquals(1, told.size(), "one line says so");
  }

  /** The last of the runs, for what does not depend on JDK or version. */
  Stream<Arguments> oneRun() {
    return runs().reduce((first, second) -> second).stream();
  }

  private static boolean carriesNothing(ReceivedRequest request) {
    return !request.headers().has(STANDARD) && !request.headers().has(SERVERLESS);
  }

  private static List<String> described(List<ReceivedRequest> requests) {
    return requests.stream()
        .map(
            request ->
                request.protocol()
                    + " "
                    + request.method()
                    + " "
                    + request.target()
                    + " "
                    + request.headers()
                    + " "
                    + request.body().text())
        .toList();
  }

  private Conversation call(Jdk jdk, Client client, String argument, List<String> calls) {
    Coverage.ran(jdk, client);
    return Conversation.of(cloudRun, RAW_HOST, calls, fork(jdk, client, calls).agent(argument));
  }

  private static Fork fork(Jdk jdk, Client client, List<String> calls) {
    return Fork.on(jdk).program("Caller", client.jars(), calls.toArray(String[]::new));
  }
}
