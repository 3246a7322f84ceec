package dev.cloudrunauth.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cloudrunauth.local.frontend.ReceivedRequest;
import dev.cloudrunauth.local.http.Header;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Applications as the frameworks' own guides have them, which know nothing of an agent: each runs
 * without it and with it, against the same private services.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrameworksTest {

  private static final String HEADER = "Authorization";

  private final ExecutorService runners = Executors.newFixedThreadPool(2);
  private final Map<Framework, CompletableFuture<Trial>> trials = new LinkedHashMap<>();

  FrameworksTest() {
    for (var framework : Framework.all()) {
      trials.put(
          framework, CompletableFuture.supplyAsync(() -> Trial.of(framework.build()), runners));
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

    assertEquals(trial.receivedWithout().size(), trial.received().size());
    for (int i = 0; i < trial.received().size(); i++) {
      assertOnlyTheTokenIsDifferent(trial.receivedWithout().get(i), trial.received().get(i));
    }
    assertEquals(
        timeless(trial.printedWithout().out().stream().map(FrameworksTest::answered).toList()),
        timeless(trial.printed().out()));
    assertEquals(timeless(trial.printedWithout().err()), timeless(trial.printed().complaints()));
    FrameworkCoverage.passed(framework, trial.received().size());
  }

  private static void assertOnlyTheTokenIsDifferent(
      ReceivedRequest without, ReceivedRequest received) {
    boolean isStranger = received.host().equals(Trial.REVIEWS_HOST);
    assertEquals(isStranger ? 200 : 403, without.status(), without::toString);
    assertEquals(200, received.status(), received::toString);
    assertEquals(
        isStranger ? Optional.empty() : Optional.of("https://" + received.host()),
        received.audience());
    assertEquals(isStranger ? 0 : 1, received.headers().all(HEADER).size(), received::toString);
    assertEquals(without.toString().split(" → ", 2)[0], received.toString().split(" → ", 2)[0]);
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
}
