package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls over gRPC, of every kind and by every stub, by every transport. */
@Order(2)
class GrpcMatrixTest {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final String ORDERS = "https://" + HOST;

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder().service(PrivateService.at(ORDERS)).start();

  @AfterEach
  void stop() {
    cloudRun.close();
  }

  static Stream<Arguments> transports() {
    return on(Jdk.all().stream());
  }

  static Stream<Arguments> transportsOnTheOutermost() {
    return on(Jdk.outermost().stream());
  }

  private static Stream<Arguments> on(Stream<Jdk> jdks) {
    return jdks.flatMap(jdk -> GrpcTransport.all().stream().map(each -> Arguments.of(jdk, each)));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void everyCallArrivesOnceWithTheToken(Jdk jdk, GrpcTransport transport) {
    var calls = new ArrayList<String>();
    var outcomes = new ArrayList<String>();
    for (var way : transport.ways()) {
      calls.add(way + " " + HOST + ":443 hello");
      outcomes.add(way.startsWith("server") ? "OK 3" : way.startsWith("bidi") ? "OK 2" : "OK 1");
    }
    outcomes.add("tokens seen: []");

    var result = run(jdk, transport, calls);

    assertEquals(outcomes, result.out(), result.err().toString());
    assertEquals(List.of(), result.complaints());
    var received = cloudRun.received();
    assertEquals(calls.size(), received.size(), received.toString());
    for (var request : received) {
      assertEquals(ORDERS, request.audience().orElse("no token"));
      assertEquals(1, request.headers().all("authorization").size());
      assertFalse(request.headers().has("x-serverless-authorization"));
    }
    assertEquals(1, cloudRun.metadataServer().idTokenRequests().size());
  }

  @ParameterizedTest
  @MethodSource("transportsOnTheOutermost")
  void theApplicationsOwnCredentialsSurvive(Jdk jdk, GrpcTransport transport) {
    var call = "unary blocking " + HOST + ":443 hello ";

    var result =
        run(
            jdk,
            transport,
            List.of(
                call + "own=bearer_of-a-user",
                call + "metadata=bearer_in-metadata",
                call + "serverless=bearer_a.b.c"));

    assertEquals(List.of("OK 1", "OK 1"), result.out().subList(0, 2), result.err().toString());
    assertTrue(result.out().get(2).startsWith("UNAUTHENTICATED"), result.out().toString());
    assertEquals(
        List.of("bearer of-a-user, token", "bearer in-metadata, token", "none, bearer a.b.c"),
        cloudRun.received().stream().map(GrpcMatrixTest::credentials).toList());
    assertEquals("tokens seen: []", result.out().get(3));
  }

  /** Each attempt is a request of its own, with a token of its own. */
  @ParameterizedTest
  @MethodSource("transportsOnTheOutermost")
  void everyAttemptHasTheToken(Jdk jdk, GrpcTransport transport) {
    var call = "unary async " + HOST + ":443 status_10_try_again ";

    var result =
        run(
            jdk,
            transport,
            List.of(
                call + "retry",
                call + "hedge",
                "unary blocking " + HOST + ":443 hello ready balance deadline=60000",
                "unary many " + HOST + ":443 hello"));

    assertEquals(
        List.of("ABORTED: try again", "ABORTED: try again", "OK 1", "OK 100", "tokens seen: []"),
        result.out(),
        result.err().toString());
    assertEquals(3 + 3 + 1 + 100, cloudRun.received().size());
    for (var request : cloudRun.received()) {
      assertEquals(ORDERS, request.audience().orElse("no token"));
    }
    assertEquals(List.of(), result.complaints());
  }

  private static String credentials(ReceivedRequest request) {
    var serverless = request.headers().first("x-serverless-authorization").orElse("none");
    return request.headers().first("authorization").orElse("none")
        + ", "
        + (serverless.startsWith("Bearer eyJ") ? "token" : serverless);
  }

  private Fork.Result run(Jdk jdk, GrpcTransport transport, List<String> calls) {
    return Fork.on(jdk)
        .agent("audiences=" + ORDERS)
        .flags(cloudRun.jvmFlags())
        .environment(cloudRun.environment())
        .main("com.example.grpc.Caller", transport.jars(), calls.toArray(String[]::new))
        .run();
  }
}
