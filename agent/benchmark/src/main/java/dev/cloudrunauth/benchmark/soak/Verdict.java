package dev.cloudrunauth.benchmark.soak;

import dev.cloudrunauth.benchmark.CallResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a soak has shown what it is to show.
 *
 * @param summary that in one line
 * @param broken what contradicts it, one line each; empty if nothing does
 */
record Verdict(String summary, List<String> broken) {

  static Verdict of(CallResult calls, Arrivals arrivals) {
    List<String> broken = new ArrayList<>();
    if (calls.calls() == 0) {
      broken.add("no call was made");
    }
    if (calls.failed() > 0) {
      broken.add(calls.failed() + " calls failed, the first with: " + calls.firstFailure());
    }
    if (arrivals.withDeadToken() > 0) {
      broken.add(arrivals.withDeadToken() + " requests arrived with a dead token");
    }
    if (arrivals.withForeignToken() > 0) {
      broken.add(arrivals.withForeignToken() + " requests arrived with a foreign token");
    }
    if (arrivals.refusedOtherwise() > 0) {
      broken.add(arrivals.refusedOtherwise() + " requests were refused for another reason");
    }
    var summary =
        "%d of %d calls failed, %d requests with a dead token, %d with a foreign one."
            .formatted(
                calls.failed(),
                calls.calls(),
                arrivals.withDeadToken(),
                arrivals.withForeignToken());
    return new Verdict(summary, List.copyOf(broken));
  }

  boolean isKept() {
    return broken.isEmpty();
  }
}
