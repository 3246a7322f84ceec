package com.example.caller;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the same call on two threads, and interrupts one of them while both wait for a token. */
public final class Impatient {

  /**
   * A thread waits in the agent, or for the future that an asynchronous client has given to it. The
   * hook is not enough: it is called for the request of a proxy's tunnel too, and returns at once.
   */
  private static final List<String> WAITING_ROOMS =
      Arrays.asList(
          "dev.cloudrunauth.instrumentation.BlockingWait",
          "jdk.internal.net.http.HttpClientImpl",
          "org.apache.hc.core5.concurrent.BasicFuture",
          "org.apache.http.concurrent.BasicFuture",
          "reactor.core.publisher.BlockingSingleSubscriber",
          "java.util.concurrent.CompletableFuture");

  private Impatient() {}

  /**
   * Runs the program.
   *
   * @param arguments a call, as one argument
   * @throws InterruptedException never
   */
  public static void main(String[] arguments) throws InterruptedException {
    try (var clients = new Clients()) {
      var threads = new ArrayList<Thread>();
      for (var name : Arrays.asList("the impatient", "the patient")) {
        var thread =
            new Thread(() -> System.out.println(name + ": " + clients.outcome(arguments[0])), name);
        thread.start();
        // One after the other, as they share what is made at the first call.
        awaitToken(thread);
        threads.add(thread);
      }
      threads.get(0).interrupt();
      for (var thread : threads) {
        thread.join();
      }
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

  /**
   * Makes a call on a thread of its own, and ends it from here while it waits for a token.
   *
   * @param call what the application is told of it
   * @param end ends it, given its thread
   */
  static String ended(Task call, Ending end) throws Exception {
    var told = new ArrayList<String>();
    var thread =
        new Thread(
            () -> {
              try {
                told.add(call.run());
              } catch (Exception failure) {
                told.add(failure.toString());
              }
            });
    thread.start();
    awaitToken(thread);
    end.end(thread);
    thread.join();
    return told.get(0);
  }

  /** A call. */
  interface Task {
    String run() throws Exception;
  }

  /** How a call is ended. */
  interface Ending {
    void end(Thread thread) throws Exception;
  }
}
