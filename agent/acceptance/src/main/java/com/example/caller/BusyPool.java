package com.example.caller;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;

/** Makes calls while all threads of the common pool wait for them, and says what comes of each. */
public final class BusyPool {

  private BusyPool() {}

  /**
   * Runs the program.
   *
   * @param arguments the calls
   * @throws Exception if the program fails
   */
  public static void main(String[] arguments) throws Exception {
    var outcomes = new ConcurrentHashMap<String, String>();
    var calls = new ArrayList<Thread>();
    try (var clients = new Clients()) {
      for (var call : arguments) {
        calls.add(new Thread(() -> outcomes.put(call, clients.outcome(call)), call));
      }
      var ended = occupyPool();
      calls.forEach(Thread::start);
      calls.forEach(Impatient::awaitToken);
      System.out.println("all wait");
      for (var call : calls) {
        call.join();
      }
      ended.countDown();
    }
    Arrays.asList(arguments).forEach(call -> System.out.println(call + ": " + outcomes.get(call)));
  }

  /** Returns what gives the threads back. */
  private static CountDownLatch occupyPool() throws InterruptedException {
    int threads = ForkJoinPool.getCommonPoolParallelism();
    var occupied = new CountDownLatch(threads);
    var ended = new CountDownLatch(1);
    for (int i = 0; i < threads; i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                occupied.countDown();
                try {
                  ended.await();
                } catch (InterruptedException unlikely) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    occupied.await();
    return ended;
  }
}
