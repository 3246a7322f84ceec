package dev.cloudrunauth.client;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults of the agent's own. They never fail a request, and each kind is logged once: the log of a
 * service with a thousand requests a second is the application's too.
 */
final class Faults {

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final int MOST_KINDS = 100;
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private Faults() {}

  /**
   * Logs a fault, if it is the first of its kind.
   *
   * @param where the client whose request or answer is left as it is
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
      if (SEEN.size() < MOST_KINDS && SEEN.add(kind)) {
        LOG.error(
            "A fault of the agent's own; {} requests go on, perhaps without an ID token",
            where,
            fault);
      }
    } catch (Throwable nothingLeftToSay) {
      // Out of memory or of stack: the request matters more than the line.
    }
  }
}
