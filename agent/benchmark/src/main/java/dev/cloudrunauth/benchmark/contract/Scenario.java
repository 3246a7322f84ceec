package dev.cloudrunauth.benchmark.contract;

import dev.cloudrunauth.benchmark.CallResult;
import dev.cloudrunauth.benchmark.Jdk;
import java.io.IOException;

/**
 * A situation in which tokens are hard to get. Immutable.
 *
 * @param rows the numbers of the promises that it is about
 * @param words what happens
 * @param callers how many calls there are
 * @param jdk runs the application
 * @param course makes it happen
 */
record Scenario(String rows, String words, int callers, Jdk jdk, Course course) {

  /** Plays it once, with the application and the stand-in to itself. */
  Measurement play(Contestant contestant) throws IOException {
    try (var cloudRun = Situation.cloudRun()) {
      Situation situation;
      CallResult calls;
      try (var application = contestant.start(jdk, cloudRun)) {
        situation = new Situation(cloudRun, application);
        situation.openConnections(callers);
        calls = course.run(situation, callers);
      }
      // Not before the application has ended: it may have gone on asking.
      return new Measurement(situation.requestsToSource(), calls, situation.badTokens());
    }
  }

  /** What goes wrong, and that many calls that are made meanwhile. */
  @FunctionalInterface
  interface Course {

    CallResult run(Situation situation, int callers) throws IOException;
  }
}
