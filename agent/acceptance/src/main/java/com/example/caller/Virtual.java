package com.example.caller;

import java.util.ArrayList;
import java.util.concurrent.ThreadFactory;

/** Makes each of its calls on twenty virtual threads at once. Needs Java 21. */
public final class Virtual {

  private static final int CALLERS = 20;

  private Virtual() {}

  /**
   * Runs the program.
   *
   * @param arguments calls
   * @throws Exception if there are no virtual threads
   */
  public static void main(String[] arguments) throws Exception {
    var builder = Thread.class.getMethod("ofVirtual").invoke(null);
    var virtual =
        (ThreadFactory)
            Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    var clients = new Clients();
    var threads = new ArrayList<Thread>();
    for (var argument : arguments) {
      for (int i = 0; i < CALLERS; i++) {
        var thread = virtual.newThread(() -> System.out.println(clients.outcome(argument)));
        thread.start();
        threads.add(thread);
      }
    }
    for (var thread : threads) {
      thread.join();
    }
    clients.close();
  }
}
