package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.identity.IdTokens;
import dev.cloudrunauth.local.identity.SigningKey;
import dev.cloudrunauth.local.service.PrivateService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls over gRPC that are refused: by Google's front end, or by the service behind it. */
class GrpcRefusalTest {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final String CLOSED = "stock-4fjx2k-uc.a.run.app";
  private static final String UNKNOWN = "news-123456789012.us-central1.run.app";
  private static final String ORDERS = "https://" + HOST;

  private final IdTokens stranger =
      new IdTokens(SigningKey.generate(), Clock.systemUTC(), Duration.ofHours(1));
  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder()
          .service(PrivateService.at(ORDERS))
          .service(PrivateService.at("https://" + CLOSED).noInvokers())
          .service(PrivateService.at("https://" + UNKNOWN))
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
  void aDeadTokenIsDroppedAndTheNextCallGoesWithAnother(GrpcTransport transport) {
    var expiry = Instant.now().plus(Duration.ofMinutes(30));
    cloudRun
        .metadataServer()
        .answerNext(
            Fault.body(stranger.issue(ORDERS, LocalCloudRun.DEFAULT_PRINCIPAL, expiry)),
            Fault.delay(Duration.ZERO));
    var call = "unary blocking " + HOST + ":443 hello";

    var result = run(transport, call, call);

    assertTrue(result.out().get(0).startsWith("UNAUTHENTICATED: "), result.out().toString());
    assertEquals("OK 1", result.out().get(1), result.err().toString());
    assertEquals(2, cloudRun.metadataServer().idTokenRequests().size());
    assertExplained(result, ORDERS + " answered 401: the ID token has the right audience");
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aCallerWithoutTheRoleIsToldHowToGrantIt(GrpcTransport transport) {
    var call = " blocking " + CLOSED + ":443 hello";

    var result = run(transport, "unary" + call, "server" + call);

    assertTrue(result.out().get(0).startsWith("PERMISSION_DENIED: "), result.out().toString());
    assertTrue(result.out().get(1).startsWith("PERMISSION_DENIED: "), result.out().toString());
    assertExplained(
        result,
        "https://"
            + CLOSED
            + " answered 403: "
            + LocalCloudRun.DEFAULT_PRINCIPAL
            + " lacks the role roles/run.invoker");
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aRefusalOfTheServicesOwnIsNotTakenForGoogles(GrpcTransport transport) {
    var call = "unary blocking " + HOST + ":443 ";

    var result =
        run(
            transport,
            call + "status_7_not_your_order",
            call + "status_16_sign_in_first",
            "bidi async " + HOST + ":443 status_7_not_your_order",
            call + "hello");

    assertEquals(
        List.of(
            "PERMISSION_DENIED: not your order",
            "UNAUTHENTICATED: sign in first",
            "PERMISSION_DENIED: not your order",
            "OK 1"),
        result.out().subList(0, 4));
    assertEquals(1, cloudRun.metadataServer().idTokenRequests().size());
    assertExplained(
        result,
        ORDERS
            + " answered PERMISSION_DENIED: the ID token was accepted, and the service itself"
            + " refused the request");
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aStatusThatNamesThePermissionIsGoogles(GrpcTransport transport) {
    var result =
        run(
            transport,
            "unary blocking "
                + HOST
                + ":443 status_7_The_caller_lacks_run.routes.invoke_on_the_service");

    assertExplained(
        result,
        ORDERS
            + " answered PERMISSION_DENIED: "
            + LocalCloudRun.DEFAULT_PRINCIPAL
            + " lacks the role roles/run.invoker");
  }

  @ParameterizedTest
  @MethodSource("transports")
  void anOriginThatIsMissingInTheConfigurationIsNamed(GrpcTransport transport) {
    var result = run(transport, "unary blocking " + UNKNOWN + ":443 hello");

    assertTrue(result.out().get(0).startsWith("PERMISSION_DENIED: "), result.out().toString());
    assertExplained(
        result,
        "https://"
            + UNKNOWN
            + " answered 403: no ID token was sent, because its origin is none of the audiences");
  }

  private static void assertExplained(Fork.Result result, String beginning) {
    assertEquals(1, result.explanations().size(), result.err().toString());
    assertTrue(result.explanations().get(0).startsWith(beginning), result.err().toString());
    assertEquals(List.of(), result.unexplained());
    assertEquals("tokens seen: []", result.out().get(result.out().size() - 1));
  }

  private Fork.Result run(GrpcTransport transport, String... calls) {
    return Fork.on(transport.jdk())
        .agent("audiences=https://*.a.run.app")
        .flags(cloudRun.jvmFlags())
        .environment(cloudRun.environment())
        .main("com.example.grpc.Caller", transport.jars(), calls)
        .run();
  }
}
