package dev.cloudrunauth.benchmark.soak;

import dev.cloudrunauth.benchmark.CallResult;
import dev.cloudrunauth.benchmark.Results;
import java.util.Map;

/** The figures of a soak, as text. */
final class Report {

  private Report() {}

  static String of(
      CallResult calls, Arrivals arrivals, int requestsToSource, Map<Trouble, Integer> episodes) {
    var figures = new Results("WHAT", "HOW MANY");
    figures.add("calls made", String.valueOf(calls.calls()));
    figures.add("calls failed", String.valueOf(calls.failed()));
    figures.add("requests at the services", String.valueOf(arrivals.all()));
    figures.add("  with a dead token", String.valueOf(arrivals.withDeadToken()));
    figures.add("  with a foreign token", String.valueOf(arrivals.withForeignToken()));
    figures.add("  refused for another reason", String.valueOf(arrivals.refusedOtherwise()));
    figures.add("least life left at arrival, ms", String.valueOf(arrivals.leastMillisLeft()));
    figures.add("different tokens used", String.valueOf(arrivals.tokens()));
    figures.add("requests to the metadata server", String.valueOf(requestsToSource));
    figures.add("median wait of a call, ms", millis(calls.medianNanos()));
    figures.add("99 % waited no longer than, ms", millis(calls.p99Nanos()));
    figures.add("longest wait of a call, ms", millis(calls.longestNanos()));
    int all = episodes.values().stream().mapToInt(Integer::intValue).sum();
    figures.add("episodes of trouble", String.valueOf(all));
    episodes.forEach((trouble, times) -> figures.add("  " + trouble, String.valueOf(times)));
    return figures.table();
  }

  private static String millis(long nanos) {
    return String.valueOf(CallResult.millis(nanos));
  }
}
