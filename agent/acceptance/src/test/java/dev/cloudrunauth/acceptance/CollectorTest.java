package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.GrpcMethod;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.service.PrivateService;
import dev.cloudrunauth.local.service.ServiceRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Traces, metrics and logs go to a private collector, when the application ends at the latest: by
 * OpenTelemetry's SDK, or by its Java agent, before this one or behind it.
 */
class CollectorTest {

  private static final String COLLECTOR = "https://collector-4fjx2k-uc.a.run.app";
  private static final String ORDERS = "https://orders-4fjx2k-uc.a.run.app";
  private static final String AUDIENCES = "audiences=" + COLLECTOR + ";" + ORDERS;
  private static final String SDK = Versions.named("OpenTelemetry SDK ").get(0);
  private static final String SENDER =
      "-Dio.opentelemetry.sdk.common.export.HttpSenderProvider="
          + "io.opentelemetry.exporter.sender.%s.internal.%sHttpSenderProvider";

  @ParameterizedTest
  @CsvSource({
    "OkHttp, http/protobuf, okhttp, OkHttp",
    "java.net.http, http/protobuf, jdk, Jdk",
    "OkHttp, grpc, okhttp, OkHttp"
  })
  void theSdksExportersHaveTokens(String client, String protocol, String name, String title) {
    var application = BuiltApplication.of(SDK, "opentelemetry", Versions.jars(SDK), List.of());
    UnaryOperator<Fork> shop =
        fork ->
            fork.flags(List.of(SENDER.formatted(name, title)))
                .environment(exportingBy(protocol))
                .application(application.command().toArray(String[]::new));
    var open = visit(true, shop);

    var visit = visit(false, fork -> shop.apply(fork.agent(AUDIENCES)));

    assertExported(open, visit);
    FrameworkCoverage.passed(SDK + " " + protocol, client, visit.exports().size());
  }

  @ParameterizedTest
  @CsvSource({"http/protobuf, false", "grpc, true"})
  void theAgentsExportersHaveTokensInEitherOrder(String protocol, boolean isBehind) {
    var jar = Versions.jars("OpenTelemetry agent").get(0);
    UnaryOperator<Fork> shop =
        fork ->
            fork.environment(exportingBy(protocol))
                .program("Caller", Client.newestJars(), "send HTTP/1.1 GET " + ORDERS + "/");
    var open = visit(true, fork -> shop.apply(fork.agent(jar, "")));

    var visit =
        visit(
            false,
            fork ->
                shop.apply(
                    isBehind
                        ? fork.agent(AUDIENCES).agent(jar, "")
                        : fork.agent(jar, "").agent(AUDIENCES)));

    assertExported(open, visit);
    FrameworkCoverage.passed("OpenTelemetry agent " + protocol, "OkHttp", visit.exports().size());
  }

  @Test
  void theJvmEndsByItselfWhileNoTokenCanBeHad() {
    var jar = Versions.jars("OpenTelemetry agent").get(0);
    try (var cloudRun = cloudRun(false)) {
      cloudRun.metadataServer().misbehave(Fault.hang());
      var result =
          Fork.on(Jdk.own())
              .flags(cloudRun.jvmFlags())
              .environment(cloudRun.environment())
              .environment(exportingBy("http/protobuf"))
              .agent("enabled=true,token-timeout=1s," + AUDIENCES)
              .agent(jar, "")
              .program("Caller", Client.newestJars(), "send HTTP/1.1 GET " + ORDERS + "/")
              .run();

      assertEquals(0, result.exit(), result.err().toString());
      assertEquals(List.of(), cloudRun.received());
    }
  }

  private static Map<String, String> exportingBy(String protocol) {
    return Map.of(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        COLLECTOR,
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        protocol,
        "OTEL_SERVICE_NAME",
        "shop");
  }

  private static void assertExported(Visit open, Visit visit) {
    assertEquals(open.paths(), visit.paths(), visit.result().err().toString());
    assertFalse(visit.paths().isEmpty());
    for (var export : visit.exports()) {
      assertEquals(200, export.status(), export::toString);
      assertEquals(COLLECTOR, export.audience().orElse("no token"), export::toString);
      assertFalse(export.headers().has("traceparent"), export::toString);
    }
    assertEquals(timeless(open.result().complaints()), timeless(visit.result().complaints()));
    assertEquals(0, visit.result().exit());
    assertTrue(visit.result().err().stream().noneMatch(line -> line.contains("eyJ")));
  }

  private static List<String> timeless(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("[0-9]{2,}", "…")).toList();
  }

  private static Visit visit(boolean isPublic, UnaryOperator<Fork> shop) {
    try (var cloudRun = cloudRun(isPublic)) {
      var fork = Fork.on(Jdk.own()).flags(cloudRun.jvmFlags()).environment(cloudRun.environment());
      return new Visit(shop.apply(fork).run(), cloudRun.received());
    }
  }

  private static LocalCloudRun cloudRun(boolean isPublic) {
    var collector = PrivateService.at(COLLECTOR).handler(CollectorTest::collect);
    var orders = PrivateService.at(ORDERS);
    return LocalCloudRun.builder()
        .service(isPublic ? collector.allowUnauthenticated() : collector)
        .service(isPublic ? orders.allowUnauthenticated() : orders)
        .start();
  }

  private static Response collect(ServiceRequest request) {
    return request.request().isGrpc()
        ? Response.grpc(GrpcMethod.unary(message -> new byte[0]))
        : Response.of(200, "application/x-protobuf", Body.EMPTY);
  }

  /**
   * An application has run to its end.
   *
   * @param result what it printed
   * @param received what reached the services
   */
  private record Visit(Fork.Result result, List<ReceivedRequest> received) {

    List<ReceivedRequest> exports() {
      return received.stream().filter(request -> COLLECTOR.endsWith(request.host())).toList();
    }

    Set<String> paths() {
      return exports().stream().map(ReceivedRequest::target).collect(Collectors.toSet());
    }
  }
}
