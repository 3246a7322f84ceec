package com.example.caller;

import io.netty.channel.DefaultEventLoop;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import reactor.blockhound.BlockHound;

/**
 * Makes many calls at once, {@code TIMES CALL} on each line of standard input, and says how they
 * end. At {@code report} it says what of the agent has blocked an event loop, and which buffers
 * were never released. What a client or the JDK blocks it for by itself, as where two handshakes
 * want the same lock, goes to standard error.
 */
public final class EventLoops {

  private static final int AT_A_TIME = 50;

  private static final Set<String> BLOCKED = ConcurrentHashMap.newKeySet();
  private static final Set<String> OTHERS = ConcurrentHashMap.newKeySet();
  private static final Set<String> LEAKS = ConcurrentHashMap.newKeySet();

  /** Held, so that it is not collected together with its handler. */
  private static final Logger DETECTOR = Logger.getLogger("io.netty.util.ResourceLeakDetector");

  private EventLoops() {}

  /**
   * Runs the program.
   *
   * @param arguments none
   * @throws Exception if the program fails
   */
  public static void main(String[] arguments) throws Exception {
    watch();
    try (var clients = new Clients()) {
      serve(clients::outcome);
    }
  }

  /**
   * Makes the calls that standard input names.
   *
   * @param outcome makes a call, and says how it has ended
   * @throws Exception if the input cannot be read, or the thread is interrupted
   */
  public static void serve(UnaryOperator<String> outcome) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("report")) {
        System.out.println("blocked " + BLOCKED + ", lost " + LEAKS);
      } else {
        int space = line.indexOf(' ');
        int times = Integer.parseInt(line.substring(0, space));
        System.out.println(outcomes(outcome, times, line.substring(space + 1)));
      }
    }
  }

  /**
   * Watches every event loop of this JVM from now on.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public static void watch() throws InterruptedException {
    BlockHound.builder()
        .loadIntegrations()
        // The JDK's own executors lock their queues for an instant where a task is handed over.
        .allowBlockingCallsInside(
            "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "offer")
        .allowBlockingCallsInside("java.util.concurrent.LinkedBlockingQueue", "offer")
        .allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "addWorker")
        // Vert.x has the JDK read its settings, and the first random number, on its event loop.
        .allowBlockingCallsInside("sun.net.NetProperties", "<clinit>")
        .allowBlockingCallsInside("sun.security.ssl.SSLContextImpl", "engineInit")
        .blockingMethodCallback(method -> blocked(method.toString()))
        .install();
    proveThatBlockingIsSeen();
    System.setProperty("io.netty.leakDetection.level", "paranoid");
    DETECTOR.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
              LEAKS.add(String.valueOf(record.getMessage()));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }

  private static void proveThatBlockingIsSeen() throws InterruptedException {
    var loop = new DefaultEventLoop();
    loop.submit(
            () -> {
              Thread.sleep(1);
              return true;
            })
        .await();
    var unused = loop.shutdownGracefully();
    if (BLOCKED.isEmpty()) {
      throw new IllegalStateException("BlockHound has not seen a thread sleep");
    }
    BLOCKED.clear();
  }

  private static void blocked(String method) {
    var through = new StringBuilder(method);
    var frames = new Throwable().getStackTrace();
    for (var frame : frames) {
      if (frame.getClassName().startsWith("dev.cloudrunauth.")) {
        through.append(" < ").append(frame);
      }
    }
    if (isProof(frames) || through.length() > method.length()) {
      BLOCKED.add(through.toString());
    } else if (OTHERS.add(frames[frames.length / 2].toString())) {
      System.err.println(method + " blocked " + Arrays.toString(frames));
    }
  }

  /** Whether it is this program that sleeps. */
  private static boolean isProof(StackTraceElement[] frames) {
    return Arrays.stream(frames)
        .anyMatch(frame -> frame.getMethodName().startsWith("lambda$proveThatBlockingIsSeen"));
  }

  /** How often each came of them: the first word of an answer, or of an exception. */
  private static Map<String, AtomicInteger> outcomes(
      UnaryOperator<String> client, int times, String call) throws InterruptedException {
    var outcomes = new ConcurrentSkipListMap<String, AtomicInteger>();
    var free = new Semaphore(AT_A_TIME);
    var threads = Executors.newFixedThreadPool(AT_A_TIME);
    for (int i = 0; i < times; i++) {
      free.acquire();
      threads.execute(
          () -> {
            var outcome = client.apply(call).split("[: ]", 2)[0];
            outcomes.computeIfAbsent(outcome, key -> new AtomicInteger()).incrementAndGet();
            free.release();
          });
    }
    free.acquire(AT_A_TIME);
    threads.shutdown();
    // A buffer that was lost is found when it has been collected and the next one is made.
    System.gc();
    return new TreeMap<>(outcomes);
  }
}
