package dev.cloudrunauth.launch;

import org.jspecify.annotations.Nullable;

/**
 * Waits, without a thread, for the application to use the network or an HTTP client, and begins
 * then what must not begin before.
 *
 * <p>The JVM reads many of its settings once, when the first who comes uses what they are about:
 * {@code java.net.preferIPv4Stack}, {@code networkaddress.cache.ttl}, {@code
 * javax.net.ssl.trustStore}, proxies. An application may choose them at the top of its {@code
 * main}, and so the agent must never be the first who comes.
 *
 * <p>Any thread may tell of a use, also in the middle of class loading: nothing waits here for more
 * than an assignment, and no class is loaded that was not there at the start.
 */
final class FirstUse {

  private @Nullable Runnable waiting;

  /** Written before what waits; until then it must not look as if less would do. */
  private volatile boolean waitsForClient = true;

  private volatile boolean network;
  private volatile boolean client;

  /** The application uses the network. */
  void ofNetwork() {
    network = true;
    beginIfUsed();
  }

  /** The application uses an HTTP client: the network, then, and what TLS needs. */
  void ofClient() {
    if (!client) {
      client = true;
      beginIfUsed();
    }
  }

  /**
   * Runs a task on a thread of its own, as soon as there has been a use. Called once.
   *
   * @param task what to run
   * @param needsClient whether it must be the use of a client; if not, that of the network will do
   */
  void await(Runnable task, boolean needsClient) {
    waitsForClient = needsClient;
    setWaiting(task);
    beginIfUsed();
  }

  private void beginIfUsed() {
    if (client || (network && !waitsForClient)) {
      var task = setWaiting(null);
      if (task != null) {
        begin(task);
      }
    }
  }

  private synchronized @Nullable Runnable setWaiting(@Nullable Runnable task) {
    var before = waiting;
    waiting = task;
    return before;
  }

  private static void begin(Runnable task) {
    try {
      var thread = new Thread(null, task, "cloud-run-auth-prefetch", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(FirstUse.class.getClassLoader());
      thread.start();
    } catch (RuntimeException | OutOfMemoryError noThread) {
      // This is the application's own thread: it goes on as if nothing had been waiting.
    }
  }
}
