package dev.cloudrunauth.explain;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs explanations: each cause of each origin once, and again after five minutes at the earliest.
 * Among many, it stays silent about the last, so that a crawler fills neither the memory nor the
 * log. Threads may share it; none waits for another.
 */
public final class Explainer {

  private static final Logger LOG = LoggerFactory.getLogger(Explainer.class);

  private static final long PAUSE_MILLIS = 5 * 60_000L;
  private static final int MOST_AT_A_TIME = 100;

  private final LongSupplier wallMillis;
  private final LongSupplier steadyMillis;
  private final ConcurrentHashMap<String, Long> told = new ConcurrentHashMap<>();

  /**
   * An explainer that has not said anything yet.
   *
   * @param wallMillis the time of day, in milliseconds since the epoch
   * @param steadyMillis the time that pauses are measured by, in milliseconds since some moment
   */
  public Explainer(LongSupplier wallMillis, LongSupplier steadyMillis) {
    this.wallMillis = wallMillis;
    this.steadyMillis = steadyMillis;
  }

  /** Explains a refusal, if there is something to explain and it was not said just now. */
  public void explain(RefusedHop hop) {
    var explanation = Explanation.of(hop, wallMillis.getAsLong());
    if (explanation != null && isDue(hop.origin() + ' ' + explanation.cause())) {
      LOG.warn("{}", explanation.text());
    }
  }

  /** Whether it is time to say something, which counts as said then. */
  private boolean isDue(String what) {
    long now = steadyMillis.getAsLong();
    var last = told.get(what);
    if (last != null) {
      return now - last >= PAUSE_MILLIS && told.replace(what, last, now);
    }
    if (told.size() >= MOST_AT_A_TIME) {
      told.values().removeIf(said -> now - said >= PAUSE_MILLIS);
    }
    return told.size() < MOST_AT_A_TIME && told.putIfAbsent(what, now) == null;
  }
}
