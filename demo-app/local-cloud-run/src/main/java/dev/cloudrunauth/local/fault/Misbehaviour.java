package dev.cloudrunauth.local.fault;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What goes wrong now, and what next. Threads may share it. */
final class Misbehaviour {

  private final Clock clock;
  private final Deque<Step> next = new ArrayDeque<>();
  private FaultScript script = FaultScript.of();
  private @Nullable Fault always;

  /** Of the step that is played now. */
  private int played;

  private @Nullable Instant until;
  private @Nullable Refusal refusal;

  Misbehaviour(Clock clock) {
    this.clock = clock;
  }

  synchronized void append(List<Step> steps) {
    next.addAll(steps);
  }

  synchronized void always(Fault fault) {
    always = fault;
  }

  synchronized void play(FaultScript newScript) {
    clear();
    script = newScript;
    next.addAll(newScript.steps());
  }

  synchronized void clear() {
    script = FaultScript.of();
    next.clear();
    always = null;
    begin();
  }

  /** Returns what goes wrong with a request. */
  synchronized Fault next(boolean isForToken) {
    if (always != null) {
      return always;
    }
    var step = current();
    if (step == null || (step.isCounted() && !isForToken)) {
      return Fault.none();
    }
    if (step.isCounted() && ++played == step.times()) {
      end();
    } else if (!step.isCounted() && until == null) {
      until = step.time().map(clock.instant()::plus).orElse(Instant.MAX);
    }
    return step.fault();
  }

  /** Returns the step that closes the port, if it is its turn and it has not begun. */
  synchronized Optional<Refusal> beginRefusal() {
    var step = current();
    if (always != null || refusal != null || step == null || !step.isRefusal()) {
      return Optional.empty();
    }
    refusal = new Refusal(step);
    return Optional.of(refusal);
  }

  /** Ends the step that has closed the port; tells whether it was still being played. */
  synchronized boolean endRefusal(Refusal ending) {
    boolean isPlayed = refusal == ending;
    if (isPlayed) {
      end();
    }
    return isPlayed;
  }

  private @Nullable Step current() {
    // The time of a refusal ends with endRefusal alone: only then is the port open.
    if (until != null && refusal == null && !clock.instant().isBefore(until)) {
      end();
    }
    return next.peek();
  }

  private void end() {
    next.remove();
    if (next.isEmpty() && script.repeats()) {
      next.addAll(script.steps());
    }
    begin();
  }

  private void begin() {
    played = 0;
    until = null;
    refusal = null;
  }

  /** A step that has closed the port: this time, not another time that it is played. */
  static final class Refusal {

    private final Step step;

    private Refusal(Step step) {
      this.step = step;
    }

    Step step() {
      return step;
    }
  }
}
