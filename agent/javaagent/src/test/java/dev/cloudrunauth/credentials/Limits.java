package dev.cloudrunauth.credentials;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cloudrunauth.token.TokenSourceException;
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

  /**
   * What a try fails with that has come to the step that hangs: a machine that is busy needs more
   * time than another to come to it.
   */
  static TokenSourceException hung(Attempt attempt) {
    for (long limitMillis = 50; ; limitMillis *= 2) {
      long limit = limitMillis;
      var failure = assertThrows(TokenSourceException.class, () -> attempt.run(limit));
      if (!String.valueOf(failure.getMessage()).startsWith("there is no token after ")) {
        return failure;
      }
    }
  }

  /** A try within a limit. */
  interface Attempt {
    void run(long limitMillis) throws IOException;
  }
}
