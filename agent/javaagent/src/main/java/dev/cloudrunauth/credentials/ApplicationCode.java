package dev.cloudrunauth.credentials;

import dev.cloudrunauth.token.TokenSourceException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Calls what the application has set for the whole JVM, such as its proxy selector. It may throw
 * anything, and take any time.
 */
final class ApplicationCode {

  private ApplicationCode() {}

  /**
   * Calls it.
   *
   * @param what what it is, in words for a message
   * @param code the call
   * @throws TokenSourceException if it throws anything
   */
  static <T extends @Nullable Object> T call(String what, Callable<T> code)
      throws TokenSourceException {
    var deadline = Deadline.current();
    deadline.begin(what + " does not return");
    try {
      return code.call();
    } catch (Throwable thrown) {
      throw new TokenSourceException(
          what + " throws " + Refusal.shorten(thrown.getClass().getName()), true, 0, null);
    } finally {
      deadline.begin(null);
    }
  }
}
