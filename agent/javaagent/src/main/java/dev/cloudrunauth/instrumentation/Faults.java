package dev.cloudrunauth.instrumentation;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal errors of the agent. They never fail a request, and each kind is logged once, because
 * the log belongs to the application, which may send a thousand requests a second.
 */
final class Faults {

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final int MAX_KINDS = 100;
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private Faults() {}

  /** Forgets the kinds that were logged, for tests that share a JVM. */
  static void forget() {
    SEEN.clear();
  }

  /**
   * Logs an internal error, if it is the first of its kind.
   *
   * @param where the client whose request or response is left as it is
   * @param thrown what was thrown
   */
  static void log(String where, Throwable thrown) {
    try {
      var cause = thrown instanceof CompletionException ? thrown.getCause() : null;
      var fault = cause == null ? thrown : cause;
      var at = fault.getStackTrace();
      // Where memory or stack ran out is chance, and no kind of its own.
      var place = at.length == 0 || fault instanceof VirtualMachineError ? "" : at[0];
      var kind = where + fault.getClass().getName() + place;
      if (SEEN.size() < MAX_KINDS && SEEN.add(kind)) {
        LOG.error(
            "Internal error in the agent; requests of {} continue, possibly without an ID token",
            where,
            fault);
      }
    } catch (Throwable nothingLeftToSay) {
      // Out of memory or of stack: the request matters more than the line.
    }
  }
}
