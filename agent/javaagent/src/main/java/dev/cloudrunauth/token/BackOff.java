package dev.cloudrunauth.token;

import java.util.function.DoubleSupplier;

/**
 * How long to leave a source alone: twice as long after each failure in a row, up to a limit. The
 * second half of every wait is random, so that the instances of a service do not come back
 * together.
 */
final class BackOff {

  /** A source that asks to be left alone for longer is asked again all the same. */
  static final long MOST_ASKED_MILLIS = 60_000;

  private final long firstMillis;
  private final long longestMillis;
  private final DoubleSupplier random;

  /**
   * A back-off.
   *
   * @param firstMillis the shortest wait after the first failure
   * @param longestMillis the longest wait
   * @param random numbers from 0 to 1
   */
  BackOff(long firstMillis, long longestMillis, DoubleSupplier random) {
    this.firstMillis = firstMillis;
    this.longestMillis = longestMillis;
    this.random = random;
  }

  /**
   * The time to wait after a number of failures in a row.
   *
   * @param failures how many, 1 or more
   * @param atLeastMillis what the source asked for, which may be beyond the limit, or 0
   * @return milliseconds
   */
  long millis(int failures, long atLeastMillis) {
    long doubled = Math.min(longestMillis, (2 * firstMillis) << Math.min(failures - 1, 20));
    long jittered = doubled / 2 + (long) (random.getAsDouble() * (doubled / 2.0));
    return Math.max(jittered, Math.min(atLeastMillis, MOST_ASKED_MILLIS));
  }
}
