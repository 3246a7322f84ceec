package dev.cloudrunauth.local.fault;

import java.util.List;

/**
 * What is to go wrong at one server, step by step; behind the last step it answers as it should.
 * Immutable.
 *
 * @param steps in their order
 * @param repeats whether the first step comes behind the last
 */
public record FaultScript(List<Step> steps, boolean repeats) {

  /** Keeps its own copy. */
  public FaultScript {
    steps = List.copyOf(steps);
  }

  /** Returns these steps, once. */
  public static FaultScript of(Step... steps) {
    return new FaultScript(List.of(steps), false);
  }
}
