package dev.cloudrunauth.benchmark.contract;

import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.http.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The scenarios, in the order in which they are played. */
final class Scenarios {

  private static final Fault PAGE =
      Fault.answer(Response.html(200, "<html><body>Welcome to the WiFi</body></html>"));

  private final Jdk jdk;
  private final List<Scenario> scenarios = new ArrayList<>();

  private Scenarios(Jdk jdk) {
    this.jdk = jdk;
  }

  /**
   * Returns all of them.
   *
   * @param jdk runs the applications
   * @param newest runs those that gain by virtual threads, if it has them
   */
  static List<Scenario> of(Jdk jdk, Jdk newest) {
    var scenarios = new Scenarios(jdk);
    scenarios.addCrowd(jdk, "threads");
    if (newest.hasVirtualThreads()) {
      scenarios.addCrowd(newest, "virtual threads");
    }
    scenarios.addColdOnes();
    scenarios.addOnesWithToken();
    scenarios.addGarbage();
    return List.copyOf(scenarios.scenarios);
  }

  private void addCrowd(Jdk runtime, String threads) {
    var words = "1000 " + threads + " call at once, none has a token, JDK " + runtime.release();
    scenarios.add(new Scenario("6", words, 1000, runtime, Situation::together));
  }

  private void addColdOnes() {
    add(
        "6, 7",
        "64 call at once, the source answers 503 once",
        64,
        (situation, callers) -> {
          situation.source().answerNext(Fault.status(503));
          return situation.together(callers);
        });
    add(
        "7",
        "10 call at once, the source hangs once",
        10,
        (situation, callers) -> {
          situation.source().answerNext(Fault.hang());
          return situation.together(callers);
        });
    add(
        "5, 7",
        "10 call at once, the source hangs for good",
        10,
        (situation, callers) -> {
          situation.source().misbehave(Fault.hang());
          return situation.together(callers);
        });
    add(
        "8",
        "10 call at once, the source answers 404 three times",
        10,
        (situation, callers) -> {
          situation.source().answerNext(3, Fault.status(404));
          return situation.together(callers);
        });
    add(
        "8",
        "10 call at once, the source answers 403",
        10,
        (situation, callers) -> {
          situation.source().misbehave(Fault.status(403));
          return situation.together(callers);
        });
    add(
        "9",
        "20 call in turn, the source answers 503",
        20,
        (situation, callers) -> {
          situation.source().misbehave(Fault.status(503));
          return situation.inTurn(callers);
        });
  }

  private void addOnesWithToken() {
    add(
        "1, 2",
        "20 call in turn, 3:20 left, the source takes 2 s",
        20,
        (situation, callers) -> {
          situation.haveTokenThatLives(Duration.ofSeconds(200));
          situation.source().misbehave(Fault.delay(Duration.ofSeconds(2)));
          return situation.inTurn(callers);
        });
    add(
        "4",
        "20 call in turn, 170 s left, the source answers 503",
        20,
        (situation, callers) -> {
          situation.haveTokenThatLives(Duration.ofSeconds(170));
          situation.source().misbehave(Fault.status(503));
          return situation.inTurn(callers);
        });
    add(
        "4",
        "20 call in turn, 170 s left, nobody listens at the source",
        20,
        (situation, callers) -> {
          situation.haveTokenThatLives(Duration.ofSeconds(170));
          situation.source().misbehave(Fault.refused());
          return situation.inTurn(callers);
        });
    add(
        "3",
        "20 call in turn, 150 s left, the source has no newer one",
        20,
        (situation, callers) -> {
          situation.source().misbehave(situation.tokenThatLives(Duration.ofSeconds(150)));
          return situation.inTurn(callers);
        });
  }

  private void addGarbage() {
    add(
        "10",
        "10 call in turn, the source's first answer is a web page",
        10,
        (situation, callers) -> {
          situation.source().answerNext(PAGE);
          return situation.inTurn(callers);
        });
    add(
        "10",
        "10 call in turn, the first answer is for another service",
        10,
        (situation, callers) -> {
          situation.source().answerNext(situation.tokenOfAnotherService());
          return situation.inTurn(callers);
        });
    add(
        "10",
        "10 call in turn, the first answer has ended a minute ago",
        10,
        (situation, callers) -> {
          situation.source().answerNext(situation.tokenThatLives(Duration.ofMinutes(-1)));
          return situation.inTurn(callers);
        });
    add(
        "11",
        "10 call in turn, the service refuses the first token as invalid",
        10,
        (situation, callers) -> {
          situation.source().answerNext(situation.tokenThatServicesRefuse());
          return situation.inTurn(callers);
        });
  }

  private void add(String rows, String words, int callers, Scenario.Course course) {
    scenarios.add(new Scenario(rows, words, callers, jdk, course));
  }
}
