package dev.cloudrunauth.credentials;

import java.io.IOException;
import java.util.concurrent.Callable;

/** Limits of tries in tests. */
final class Limits {

  /** How long a test waits for an answer that comes: longer than the slowest machine takes. */
  static final long AMPLE_MILLIS = 60_000;

  private Limits() {}

  /** Does work by a deadline, as a try does. */
  static <T> T within(long millis, Callable<T> work) throws IOException {
    try {
      return Deadline.in(millis).bind(work);
    } catch (IOException | RuntimeException failure) {
      throw failure;
    } catch (Exception other) {
      throw new AssertionError(other);
    }
  }
}
