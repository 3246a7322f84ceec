package com.example.caller;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the same call on two threads, and interrupts one of them while both wait for a token. */
public final class Impatient {

  /** OkHttp waits where it is woven, HttpClient for the future that it has been given there. */
  private static final List<String> WAITING_ROOMS =
      Arrays.asList("java.lang.CloudRunAuthHook", "jdk.internal.net.http.HttpClientImpl");

  private Impatient() {}

  /**
   * Runs the program.
   *
   * @param arguments a call, as one argument
   * @throws InterruptedException never
   */
  public static void main(String[] arguments) throws InterruptedException {
    var okHttp = new OkHttpCalls[1];
    var jdk = new JdkCalls();
    var threads = new ArrayList<Thread>();
    for (var name : Arrays.asList("the impatient", "the patient")) {
      var thread =
          new Thread(
              () ->
                  System.out.println(
                      name + ": " + Caller.outcome(Call.parse(arguments[0]), jdk, okHttp)),
              name);
      thread.start();
      // One after the other, as they share what is made at the first call.
      awaitToken(thread);
      threads.add(thread);
    }
    threads.get(0).interrupt();
    for (var thread : threads) {
      thread.join();
    }
    if (okHttp[0] != null) {
      okHttp[0].close();
    }
  }

  /** What a thread waits for is seen from where it stands. */
  static void awaitToken(Thread thread) {
    while (!isWaiting(thread.getStackTrace()) || thread.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
  }

  private static boolean isWaiting(StackTraceElement[] stack) {
    for (var frame : stack) {
      if (WAITING_ROOMS.contains(frame.getClassName())) {
        return true;
      }
    }
    return false;
  }
}
