package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.service.PrivateService;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where calls over gRPC go: what counts is the name that TLS has verified, wherever a channel
 * connects to. There is no proxy, so that the audiences have the port of the stand-in.
 */
class GrpcTargetTest {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final String OTHER = "stock-4fjx2k-uc.a.run.app";

  private final LocalCloudRun cloudRun =
      LocalCloudRun.builder()
          .service(PrivateService.at("https://" + HOST))
          .service(PrivateService.at("https://" + OTHER).allowUnauthenticated())
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
  void aChannelThatOverridesItsAuthorityGetsTheTokenOfThat(GrpcTransport transport) {
    var port = cloudRun.httpsPort();

    var result =
        run(transport, "unary blocking 127.0.0.1:" + port + " hello override=" + HOST + ":" + port);

    assertEquals(List.of("OK 1", "tokens seen: []"), result.out(), result.err().toString());
    assertEquals(
        "https://" + HOST + ":" + port, cloudRun.received().get(0).audience().orElse("no token"));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aCallThatNamesAnotherServiceGetsNoToken(GrpcTransport transport) {
    var port = cloudRun.httpsPort();
    var call = "unary blocking " + HOST + ":" + port + " hello";

    var result = run(transport, call + " authority=" + OTHER + ":" + port, call);

    assertEquals("OK 1", result.out().get(1), result.err().toString());
    for (var request : cloudRun.received()) {
      assertEquals(request.host().equals(HOST), request.headers().has("authorization"));
    }
    assertEquals(1, cloudRun.received().stream().filter(each -> each.host().equals(HOST)).count());
    assertEquals(
        cloudRun.received().stream().filter(each -> each.host().equals(OTHER)).count(),
        result.complaints().stream().filter(line -> line.contains("selects the service")).count());
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aChannelInPlainTextGetsNoTokenAndIsExplained(GrpcTransport transport) {
    var result =
        run(transport, "unary blocking " + HOST + ":" + cloudRun.httpPort() + " hello plain");

    assertTrue(result.out().get(0).contains("302"), result.out().toString());
    var received = cloudRun.received();
    assertEquals(1, received.size());
    assertFalse(received.get(0).headers().has("authorization"));
    assertEquals(1, result.explanations().size(), result.err().toString());
    assertTrue(
        result
            .explanations()
            .get(0)
            .startsWith(
                "http://"
                    + HOST
                    + " answered 302: no ID token was sent, because the URL is plain http"),
        result.explanations().toString());
    assertEquals(List.of(), result.unexplained());
  }

  /** Then TLS has compared the certificate with what xDS says, and not with the authority. */
  @ParameterizedTest
  @MethodSource("transports")
  void aChannelWhoseTlsIsSetUpByXdsGetsNoToken(GrpcTransport transport) {
    var call = "unary blocking marked:///" + HOST + ":" + cloudRun.httpsPort() + " hello";

    var result = run(transport, call, call);

    assertTrue(result.out().get(0).startsWith("PERMISSION_DENIED"), result.out().toString());
    assertFalse(cloudRun.received().get(0).headers().has("authorization"));
    assertEquals(
        1,
        result.err().stream().filter(line -> line.contains("with other names than that")).count(),
        result.err().toString());
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aHostThatIsNotConfiguredGetsNoToken(GrpcTransport transport) {
    var result = run(transport, "unary blocking " + OTHER + ":" + cloudRun.httpsPort() + " hello");

    assertEquals(List.of("OK 1", "tokens seen: []"), result.out());
    assertFalse(cloudRun.received().get(0).headers().has("authorization"));
    assertEquals(List.of(), result.complaints());
  }

  private Fork.Result run(GrpcTransport transport, String... calls) {
    return Fork.on(transport.jdk())
        .agent("audiences=https://" + HOST + ":" + cloudRun.httpsPort() + ";https://" + HOST)
        .flags(cloudRun.hostsFileFlags())
        .environment(cloudRun.environment())
        .main("com.example.grpc.Caller", transport.jars(), calls)
        .run();
  }
}
