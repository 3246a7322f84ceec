package dev.cloudrunauth.credentials;

/** Daemon threads for work that no time-out ends, so that it can be left behind. */
final class SideThread {

  private SideThread() {}

  /**
   * Does work on a thread of its own; where the process may have no more threads, on this one.
   *
   * @param purpose the end of the thread's name
   * @param work what to do; it must not throw
   */
  static void run(String purpose, Runnable work) {
    try {
      var thread = new Thread(null, work, "cloud-run-auth-" + purpose, 0, false);
      thread.setDaemon(true);
      // The caller's could be an application's, which would then never be collected.
      thread.setContextClassLoader(SideThread.class.getClassLoader());
      thread.start();
    } catch (OutOfMemoryError noMoreThreads) {
      work.run();
    }
  }
}
