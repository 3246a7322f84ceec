package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls over gRPC whose token is not at hand: they wait, and end as calls end. */
class GrpcWaitTest {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final String ORDERS = "https://" + HOST;
  private static final String CALL = " " + HOST + ":443 ";

  private final CountDownLatch asked = new CountDownLatch(1);
  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder()
          .service(PrivateService.at(ORDERS))
          .faultListener(fault -> asked.countDown())
          .start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static Stream<GrpcTransport> transports() {
    return GrpcTransport.typical().stream();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aCallThatIsCancelledWhileItWaitsIsNeverSent(GrpcTransport transport)
      throws InterruptedException {
    cloudRun.metadataServer().misbehave(Fault.status(503));
    try (var application = waiting(transport).start()) {
      application.ask("begin unary async" + CALL + "unwanted");
      assertTrue(asked.await(1, TimeUnit.MINUTES), "the call waits for a token");
      assertEquals("CANCELLED: changed my mind", application.ask("cancel"));
      application.ask("begin bidi async" + CALL + "unwanted context");
      assertEquals(
          "CANCELLED: Context cancelled <- java.lang.IllegalStateException: changed my mind",
          application.ask("cancel"));
      for (var way : List.of("unary blocking", "server blocking", "client async")) {
        assertTrue(
            application.ask(way + CALL + "unwanted deadline=300").startsWith("DEADLINE_EXCEEDED"));
      }
      assertEquals(0, cloudRun.received().size());
      cloudRun.metadataServer().recover();
      assertEquals("OK 1", application.ask("unary blocking" + CALL + "wanted"));
      assertEquals(List.of("tokens seen: []"), application.end());
    }
    assertEquals(1, cloudRun.received().size());
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aCallThatWaitsGoesOnThoughItsChannelIsShutDown(GrpcTransport transport)
      throws InterruptedException {
    cloudRun.metadataServer().misbehave(Fault.status(503));
    try (var application = waiting(transport).start()) {
      application.ask("begin bidi async" + CALL + "hello");
      assertTrue(asked.await(1, TimeUnit.MINUTES), "the call waits for a token");
      application.ask("shutdown");
      cloudRun.metadataServer().recover();
      assertEquals("OK 2", application.ask("await"));
      assertEquals(List.of("tokens seen: []"), application.end());
    }
    assertEquals(1, cloudRun.received().size());
  }

  @ParameterizedTest
  @MethodSource("transports")
  void everyWayToCallFailsAndSaysWhy(GrpcTransport transport) {
    noTokensToday();
    var calls = transport.ways().stream().map(way -> way + CALL + "hello").toArray(String[]::new);

    var result = run(transport, "audiences=" + ORDERS, calls);

    for (int i = 0; i < calls.length; i++) {
      var failure = result.out().get(i);
      assertTrue(
          failure.startsWith("UNAVAILABLE: cannot get an ID token: no ID token for " + ORDERS),
          calls[i] + ": " + failure);
      assertTrue(failure.contains(" <- java.io.IOException: no ID token for "), failure);
      assertTrue(failure.contains("no tokens today"), failure);
    }
    assertEquals(List.of(), cloudRun.received(), "no call left without its token");
  }

  /** A call has a credential already, and needs no other. */
  @ParameterizedTest
  @MethodSource("transports")
  void aCallWithATokenOfItsOwnDoesNotWait(GrpcTransport transport) {
    noTokensToday();

    var result =
        run(
            transport,
            "audiences=" + ORDERS,
            "unary blocking" + CALL + "hello serverless=bearer_a.b.c");

    assertTrue(result.out().get(0).startsWith("UNAUTHENTICATED"), result.out().toString());
    assertEquals(1, cloudRun.received().size());
  }

  @ParameterizedTest
  @MethodSource("transports")
  void callsPassThroughWhereTheConfigurationSaysSo(GrpcTransport transport) {
    noTokensToday();
    var calls = transport.ways().stream().map(way -> way + CALL + "hello").toArray(String[]::new);

    var result = run(transport, "on-failure=pass-through,audiences=" + ORDERS, calls);

    for (int i = 0; i < calls.length; i++) {
      assertTrue(result.out().get(i).startsWith("PERMISSION_DENIED: HTTP status code 403"));
    }
    assertEquals(calls.length, cloudRun.received().size());
    for (var request : cloudRun.received()) {
      assertFalse(request.headers().has("authorization"));
    }
    assertEquals(1, result.explanations().size(), result.err().toString());
  }

  @ParameterizedTest
  @MethodSource("transports")
  void manyCallsWaitForOneToken(GrpcTransport transport) {
    var result = run(transport, "audiences=https://*.a.run.app", "bidi many" + CALL + "hello");

    assertEquals(List.of("OK 200", "tokens seen: []"), result.out(), result.err().toString());
    assertEquals(1, cloudRun.metadataServer().idTokenRequests().size());
  }

  private void noTokensToday() {
    var busy = Response.text(503, "no tokens today\n").with("Retry-After", "60");
    cloudRun.metadataServer().misbehave(Fault.answer(busy));
  }

  private Fork waiting(GrpcTransport transport) {
    return program(transport, "token-timeout=60s,audiences=https://*.a.run.app");
  }

  private Fork.Result run(GrpcTransport transport, String agent, String... calls) {
    return program(transport, agent, calls).run();
  }

  private Fork program(GrpcTransport transport, String agent, String... calls) {
    return Fork.on(transport.jdk())
        .agent(agent)
        .flags(cloudRun.jvmFlags())
        .environment(cloudRun.environment())
        .main("com.example.grpc.Caller", transport.jars(), calls);
  }
}
