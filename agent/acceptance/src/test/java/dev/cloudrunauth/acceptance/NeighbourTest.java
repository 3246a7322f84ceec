package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.local.frontend.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Another agent is in the same JVM, before this one or behind it. */
class NeighbourTest extends StartMode {

  private static final String SPAN = "LoggingSpanExporter";

  /** It prints each span, with the headers in which a token could be. */
  private static final Map<String, String> TRACES =
      Map.of(
          "OTEL_TRACES_EXPORTER",
          "console",
          "OTEL_METRICS_EXPORTER",
          "none",
          "OTEL_LOGS_EXPORTER",
          "none",
          "OTEL_INSTRUMENTATION_HTTP_CLIENT_CAPTURE_REQUEST_HEADERS",
          "authorization,x-serverless-authorization");

  @Test
  void openTelemetryTracesTheApplicationsRequestsWithoutTheirTokensAndNoneOfTheAgents() {
    UnaryOperator<Fork> neighbour =
        fork -> fork.environment(TRACES).agent(agent("OpenTelemetry agent"), "");
    var alone = run(neighbour);

    for (var fork : inBothOrders(neighbour)) {
      var result = run(fork);

      assertTokensArrived(CALLS.size());
      assertEquals(printedBeside(alone), printedBeside(result));
      var spans = result.err().stream().filter(line -> line.contains(SPAN)).toList();
      assertEquals(CALLS.size(), spans.size(), () -> String.join("\n", spans));
      for (var request : cloudRun.received()) {
        assertEquals(1, spans.stream().filter(span -> isOf(request, span)).count());
      }
      for (var line : result.err()) {
        assertFalse(line.contains("Bearer") || line.contains("eyJ"), "a token is printed");
      }
      for (var request : cloudRun.metadataServer().received()) {
        assertFalse(request.headers().has("traceparent"));
      }
    }
  }

  @Test
  void jaCoCoMeasuresAndTokensArrive() throws IOException {
    var measured = folder.resolve("jacoco.exec");
    UnaryOperator<Fork> neighbour =
        fork -> fork.agent(agent("JaCoCo agent"), "destfile=" + measured);
    for (var fork : inBothOrders(neighbour)) {
      var result = run(fork);

      assertTokensArrived(CALLS.size());
      assertEquals(List.of(), result.complaints());
      assertTrue(Files.size(measured) > 0);
      Files.delete(measured);
    }
  }

  @Test
  void moreOfTheSameChangesNothingAndSaysSoInALineEach() throws IOException {
    var copy = Files.copy(Fork.AGENT, folder.resolve("copy.jar"));

    var result =
        run(
            fork ->
                fork.agent(AUDIENCES).agent("audiences=" + FOREIGN).agent(copy, "enabled=false"));

    assertTokensArrived(CALLS.size());
    assertEquals(
        Collections.nCopies(2, "cloud-run-auth: already there; this second start changes nothing"),
        result.complaints());
  }

  private static List<UnaryOperator<Fork>> inBothOrders(UnaryOperator<Fork> neighbour) {
    return List.of(
        fork -> neighbour.apply(fork).agent(AUDIENCES),
        fork -> neighbour.apply(fork.agent(AUDIENCES)));
  }

  private Fork.Result run(UnaryOperator<Fork> agents) {
    cloudRun.clear();
    var result = caller(agents.apply(onCloudRun(Jdk.own()))).run();
    assertEquals(0, result.exit(), () -> String.join("\n", result.err()));
    return result;
  }

  private static Path agent(String name) {
    return Versions.jars(name).get(0);
  }

  /** What is printed beside the spans, without the times. */
  private static List<String> printedBeside(Fork.Result result) {
    return result.complaints().stream()
        .filter(line -> !line.contains(SPAN))
        .map(line -> line.replaceAll("[0-9]{2,}", "…"))
        .toList();
  }

  /** Whether the span is the one that the request names, and the host is its own. */
  private static boolean isOf(ReceivedRequest request, String span) {
    var parent = request.headers().all("traceparent");
    assertEquals(1, parent.size());
    var ids = parent.get(0).split("-", -1);
    return span.contains(ids[1] + " " + ids[2] + " CLIENT")
        && span.contains("server.address=" + request.host());
  }
}
