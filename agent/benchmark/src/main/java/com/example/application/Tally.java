package com.example.application;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls and how long each caller waited for its own. Any thread may add to it.
 *
 * <p>The first failures are told on standard error. As text it is one line of {@code name=value},
 * with times in nanoseconds. What failed first stands last, because it is a sentence.
 */
final class Tally {

  private static final int MOST_CHARACTERS = 300;
  private static final int MOST_TOLD = 20;

  private long[] nanos = new long[64];
  private int calls;
  private int failed;
  private @Nullable String firstFailure;

  /** Makes a call. Any end but a 200 is a failure. */
  void time(Client client, URI uri) {
    String failure;
    long began = System.nanoTime();
    try {
      int status = client.get(uri);
      failure = status == 200 ? null : "status " + status;
    } catch (Exception e) {
      failure = e.toString();
    }
    add(System.nanoTime() - began, failure);
  }

  /**
   * Adds a call that has ended.
   *
   * @param took nanoseconds
   * @param failure how it failed, or {@code null}
   */
  synchronized void add(long took, @Nullable String failure) {
    if (calls == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * calls);
    }
    nanos[calls++] = took;
    if (failure != null) {
      failed++;
      if (failed <= MOST_TOLD) {
        System.err.println(
            Instant.now() + " after " + took / 1_000_000 + " ms: " + shorten(failure));
      }
      if (firstFailure == null) {
        firstFailure = shorten(failure);
      }
    }
  }

  /**
   * The wait that no more than a share of the callers exceeded.
   *
   * @param percent the share that did not, more than 0; 100 for the longest wait of all
   * @return nanoseconds; 0 if there was no call
   */
  synchronized long percentile(double percent) {
    if (calls == 0) {
      return 0;
    }
    var sorted = Arrays.copyOf(nanos, calls);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(percent / 100 * calls) - 1];
  }

  private static String shorten(String failure) {
    var line = failure.replaceAll("\\s+", " ");
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }

  @Override
  public synchronized String toString() {
    return "calls="
        + calls
        + " failed="
        + failed
        + " median="
        + percentile(50)
        + " p99="
        + percentile(99)
        + " longest="
        + percentile(100)
        + " first-failure="
        + (firstFailure == null ? "" : firstFailure);
  }
}
