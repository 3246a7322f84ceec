package dev.cloudrunauth.token;

import dev.cloudrunauth.audience.Audience;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The counters of audiences whose tokens are kept no longer, for when they come back, and the sum
 * of those that are too many to be remembered one by one. Guarded by its own monitor.
 */
final class EvictedCounters {

  /** A counter takes a fraction of the memory of a token. */
  private static final int TIMES_THE_TOKENS = 10;

  private final int max;
  private final Map<Audience, Counters> byAudience = new LinkedHashMap<>();
  private long forgottenSent;

  EvictedCounters(int maxTokens) {
    this.max = (int) Math.min(Integer.MAX_VALUE, (long) maxTokens * TIMES_THE_TOKENS);
  }

  void keep(Audience audience, Counters counters) {
    if (byAudience.size() >= max) {
      var oldest = byAudience.entrySet().iterator();
      forgottenSent += oldest.next().getValue().sent.sum();
      oldest.remove();
    }
    byAudience.put(audience, counters);
  }

  /** The counters of an audience as it was left, or new ones. */
  Counters takeBack(Audience audience) {
    var counters = byAudience.remove(audience);
    return counters == null ? new Counters() : counters;
  }

  /** A request leaves with a token that it waited for when its audience was still kept. */
  void countSent(Audience audience) {
    var counters = byAudience.get(audience);
    if (counters == null) {
      forgottenSent++;
    } else {
      counters.sent.increment();
    }
  }

  /** How many requests left with a token of these audiences. */
  long sent() {
    long sent = forgottenSent;
    for (var counters : byAudience.values()) {
      sent += counters.sent.sum();
    }
    return sent;
  }
}
