package dev.cloudrunauth.local.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * One step of a script. A step that is counted is for requests for a token; one that lasts for a
 * time, or for ever, is for all of them. Immutable.
 *
 * @param fault what goes wrong
 * @param times for how many requests; 0 if the step is not counted
 * @param time for how long; empty if it is counted, or lasts for ever
 */
public record Step(Fault fault, int times, Optional<Duration> time) {

  /**
   * Checks that it can be played.
   *
   * @throws IllegalArgumentException if requests are to be counted that never arrive
   */
  public Step {
    if (times > 0 && fault instanceof Fault.Refused) {
      throw new IllegalArgumentException(
          "a port that refuses connections counts no requests: say for how long, or misbehave");
    }
  }

  /** Returns a step for so many requests. */
  public static Step times(int times, Fault fault) {
    return new Step(fault, times, Optional.empty());
  }

  /** Returns a step that begins with the first request that meets it, and lasts so long. */
  public static Step lasting(Duration time, Fault fault) {
    return new Step(fault, 0, Optional.of(time));
  }

  /** Returns a step that never ends. */
  public static Step forever(Fault fault) {
    return new Step(fault, 0, Optional.empty());
  }

  boolean isCounted() {
    return times > 0;
  }

  boolean isRefusal() {
    return fault instanceof Fault.Refused;
  }

  /** Says it in the words of a script. */
  @Override
  public String toString() {
    if (isCounted()) {
      return times == 1 ? fault.toString() : fault + " x" + times;
    }
    return fault + time.map(length -> " for " + Times.text(length)).orElse(" forever");
  }
}
