package dev.cloudrunauth.benchmark.contract;

import dev.cloudrunauth.benchmark.Jdk;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.metadata.Fault;
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
    scenarios.add(new Scenario("6", words, runtime, situation -> situation.together(1000)));
  }

  private void addColdOnes() {
    add(
        "6, 7",
        "64 call at once, the source answers 503 once",
        situation -> {
          situation.source().answerNext(Fault.status(503));
          return situation.together(64);
        });
    add(
        "7",
        "10 call at once, the source hangs once",
        situation -> {
          situation.source().answerNext(Fault.hang());
          return situation.together(10);
        });
    add(
        "5, 7",
        "10 call at once, the source hangs for good",
        situation -> {
          situation.source().misbehave(Fault.hang());
          return situation.together(10);
        });
    add(
        "8",
        "10 call at once, the source answers 404 three times",
        situation -> {
          situation.source().answerNext(3, Fault.status(404));
          return situation.together(10);
        });
    add(
        "8",
        "10 call at once, the source answers 403",
        situation -> {
          situation.source().misbehave(Fault.status(403));
          return situation.together(10);
        });
    add(
        "9",
        "20 call in turn, the source answers 503",
        situation -> {
          situation.source().misbehave(Fault.status(503));
          return situation.inTurn(20);
        });
  }

  private void addOnesWithToken() {
    add(
        "1, 2",
        "20 call in turn, 3:20 left, the source takes 2 s",
        situation -> {
          situation.haveTokenThatLives(Duration.ofSeconds(200));
          situation.source().misbehave(Fault.delay(Duration.ofSeconds(2)));
          return situation.inTurn(20);
        });
    add(
        "4",
        "20 call in turn, 170 s left, the source answers 503",
        situation -> {
          situation.haveTokenThatLives(Duration.ofSeconds(170));
          situation.source().misbehave(Fault.status(503));
          return situation.inTurn(20);
        });
    add(
        "4",
        "20 call in turn, 170 s left, the source hangs up",
        situation -> {
          situation.haveTokenThatLives(Duration.ofSeconds(170));
          situation.source().misbehave(Fault.disconnect());
          return situation.inTurn(20);
        });
    add(
        "3",
        "20 call in turn, 150 s left, the source has no newer one",
        situation -> {
          situation.source().misbehave(situation.tokenThatLives(Duration.ofSeconds(150)));
          return situation.inTurn(20);
        });
  }

  private void addGarbage() {
    add(
        "10",
        "10 call in turn, the source's first answer is a web page",
        situation -> {
          situation.source().answerNext(PAGE);
          return situation.inTurn(10);
        });
    add(
        "10",
        "10 call in turn, the first answer is for another service",
        situation -> {
          situation.source().answerNext(situation.tokenOfAnotherService());
          return situation.inTurn(10);
        });
    add(
        "10",
        "10 call in turn, the first answer has ended a minute ago",
        situation -> {
          situation.source().answerNext(situation.tokenThatLives(Duration.ofMinutes(-1)));
          return situation.inTurn(10);
        });
  }

  private void add(String rows, String words, Scenario.Course course) {
    scenarios.add(new Scenario(rows, words, jdk, course));
  }
}
