package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.http.Header;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Applications as the frameworks' own guides have them, which know nothing of an agent: each runs
 * without it and with it, against the same private services.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(2)
class FrameworksTest {

  private static final String HEADER = "Authorization";

  private final ExecutorService runners = Executors.newFixedThreadPool(2);
  private final Map<Framework, CompletableFuture<Trial>> trials = new LinkedHashMap<>();

  FrameworksTest() {
    for (var framework : Framework.all()) {
      trials.put(framework, CompletableFuture.supplyAsync(() -> Trial.of(framework), runners));
    }
  }

  @AfterAll
  void stop() {
    runners.shutdownNow();
  }

  static Stream<Framework> frameworks() {
    return Framework.all().stream();
  }

  @ParameterizedTest
  @MethodSource("frameworks")
  void whatWasRefusedArrivesWithATokenAndNothingElseIsDifferent(Framework framework) {
    var trial = Objects.requireNonNull(trials.get(framework)).join();

    var without = trial.without().received();
    var with = trial.with().received();
    assertEquals(
        Set.of(Neighbourhood.ORDERS_HOST, Neighbourhood.STOCK_HOST, Neighbourhood.REVIEWS_HOST),
        with.stream().map(ReceivedRequest::host).collect(Collectors.toSet()));
    assertEquals(without.size(), with.size());
    for (int i = 0; i < with.size(); i++) {
      assertOnlyTheTokenIsDifferent(without.get(i), with.get(i));
    }
    assertPrintedTheSame(trial.without().result(), trial.with().result());
    FrameworkCoverage.passed(framework.name(), framework.clients(), with.size());
  }

  private static void assertPrintedTheSame(Fork.Result without, Fork.Result with) {
    assertEquals(
        timeless(without.out().stream().map(FrameworksTest::answered).toList()),
        timeless(with.out()));
    assertEquals(timeless(without.err()), timeless(with.complaints()));
  }

  private static void assertOnlyTheTokenIsDifferent(
      ReceivedRequest without, ReceivedRequest received) {
    boolean isPrivate = Neighbourhood.PRIVATE_HOSTS.contains(received.host());
    assertEquals(isPrivate ? 403 : 200, without.status(), without::toString);
    assertEquals(200, received.status(), received::toString);
    assertEquals(
        isPrivate ? Optional.of("https://" + received.host()) : Optional.empty(),
        received.audience());
    assertEquals(isPrivate ? 1 : 0, received.headers().all(HEADER).size(), received::toString);
    assertFalse(received.headers().has("X-Serverless-Authorization"), received::toString);
    assertEquals(without.request().toString(), received.request().toString());
    assertEquals(without.body().text(), received.body().text());
    assertEquals(without.headers().lines(), linesWithoutToken(received));
  }

  private static List<Header> linesWithoutToken(ReceivedRequest received) {
    return received.headers().lines().stream().filter(line -> !line.is(HEADER)).toList();
  }

  /** What a line is when its call is answered. */
  private static String answered(String line) {
    return line.replaceFirst(" refused$", line.contains("GET") ? " spoon" : " fork");
  }

  /** A framework's own log has times, and the number of the process. */
  private static List<String> timeless(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("[0-9]+", "…")).toList();
  }

  /** An application without the agent, and with it. */
  private record Trial(Neighbourhood.Visit without, Neighbourhood.Visit with) {

    static Trial of(Framework framework) {
      var application = framework.application();
      try (var neighbourhood = new Neighbourhood()) {
        return new Trial(
            neighbourhood.withoutAgent(application), neighbourhood.withAgent(application));
      }
    }
  }
}
