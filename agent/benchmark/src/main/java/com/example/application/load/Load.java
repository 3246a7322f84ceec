package com.example.application.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Calls a service as often as it can for some time, again and again: a line of its input is {@code
 * CLIENT PROTOCOL THREADS MILLIS URL}, and the answer {@code CALLS FAILED MEDIAN-NANOS P99-NANOS
 * CPU-NANOS BYTES}, the last two of the whole process: its processor time, and what its threads
 * have allocated.
 */
public final class Load {

  /** {@code java.net.http} fails where a server allows no more streams, instead of waiting. */
  private static final int MOST_ON_A_CONNECTION = 64;

  private Load() {}

  /**
   * Runs until its standard input ends.
   *
   * @param arguments {@code unaware}, or {@code fixed} and a token, or {@code by-hand} and an
   *     audience
   * @throws Exception if standard input cannot be read
   */
  public static void main(String[] arguments) throws Exception {
    var token = token(arguments);
    Map<String, Clients.Call> clients = new HashMap<>();
    var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ", -1);
      int threads = Integer.parseInt(words[2]);
      List<Clients.Call> callers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        var name = words[0] + words[1] + (isOneChannel(words[0]) ? 0 : i / MOST_ON_A_CONNECTION);
        var client = clients.get(name);
        if (client == null) {
          client = Clients.of(words[0], words[1], token);
          clients.put(name, client);
        }
        callers.add(client);
      }
      System.out.println(slice(callers, Long.parseLong(words[3]), URI.create(words[4])));
    }
    // OkHttp's threads would keep the JVM for a minute.
    System.exit(0);
  }

  /** gRPC has calls wait where a server allows no more streams. */
  private static boolean isOneChannel(String client) {
    return client.startsWith("grpc");
  }

  private static Token token(String[] arguments) {
    return switch (arguments[0]) {
      case "fixed" -> {
        var value = "Bearer " + arguments[1];
        yield uri -> value;
      }
      case "by-hand" -> GoogleAuth.tokens(arguments[1]);
      default -> uri -> null;
    };
  }

  private static String slice(List<Clients.Call> callers, long millis, URI uri)
      throws InterruptedException, ExecutionException {
    var executor = Executors.newFixedThreadPool(callers.size());
    long cpu = cpuNanos();
    var before = allocatedBytes();
    long end = System.nanoTime() + millis * 1_000_000;
    List<Future<Calls>> running = new ArrayList<>();
    for (var caller : callers) {
      running.add(executor.submit(() -> callUntil(end, caller, uri)));
    }
    var all = new Calls();
    for (var future : running) {
      all.add(future.get());
    }
    // While all threads that have called are alive.
    long used = cpuNanos() - cpu;
    long allocated = 0;
    for (var thread : allocatedBytes().entrySet()) {
      allocated += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    executor.shutdown();
    return all + " " + used + " " + allocated;
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** What each thread has allocated. One that ends meanwhile was idle, and is left out. */
  private static Map<Long, Long> allocatedBytes() {
    var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    var ids = threads.getAllThreadIds();
    var bytes = threads.getThreadAllocatedBytes(ids);
    Map<Long, Long> byThread = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      if (bytes[i] >= 0) {
        byThread.put(ids[i], bytes[i]);
      }
    }
    return byThread;
  }

  private static Calls callUntil(long end, Clients.Call client, URI uri) {
    var calls = new Calls();
    long began = System.nanoTime();
    while (began - end < 0) {
      boolean isWell;
      try {
        isWell = client.get(uri) == 200;
      } catch (Exception e) {
        isWell = false;
        System.err.println(e);
      }
      long ended = System.nanoTime();
      calls.add(ended - began, isWell);
      began = ended;
    }
    return calls;
  }

  /** How long calls took. For one thread. */
  static final class Calls {

    private long[] nanos = new long[1_024];
    private int count;
    private int failed;

    void add(long took, boolean isWell) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = took;
      failed += isWell ? 0 : 1;
    }

    void add(Calls others) {
      nanos = Arrays.copyOf(nanos, count + others.count + 1);
      System.arraycopy(others.nanos, 0, nanos, count, others.count);
      count += others.count;
      failed += others.failed;
    }

    /** The time that a share of the calls did not exceed. */
    long percentile(int percent) {
      if (count == 0) {
        return 0;
      }
      var sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      return sorted[(int) Math.ceil(percent / 100.0 * count) - 1];
    }

    @Override
    public String toString() {
      return count + " " + failed + " " + percentile(50) + " " + percentile(99);
    }
  }
}
