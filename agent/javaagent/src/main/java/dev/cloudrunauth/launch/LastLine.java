package dev.cloudrunauth.launch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the agent has done, as the last line of its log: at level {@code debug}, and finer. */
final class LastLine implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(LastLine.class);

  private final Object counters;

  private LastLine(Object counters) {
    this.counters = counters;
  }

  /**
   * Logs the counters when the JVM ends. At other levels nothing is registered with the JVM.
   *
   * @param counters what they are, by its {@code toString}
   */
  static void logAtTheEnd(Object counters) {
    if (!LOG.isDebugEnabled()) {
      return;
    }
    var thread = new Thread(null, new LastLine(counters), "cloud-run-auth-end", 0, false);
    thread.setContextClassLoader(LastLine.class.getClassLoader());
    try {
      Runtime.getRuntime().addShutdownHook(thread);
    } catch (IllegalStateException alreadyEnding) {
      // There is nothing to tell yet.
    }
  }

  @Override
  public void run() {
    LOG.debug("In the end: {}", counters);
  }
}
