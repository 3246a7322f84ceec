package com.example.application;

import static java.lang.invoke.MethodType.methodType;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Asks a table of audiences again and again. The table is a class of a program in a folder, and
 * found by its name, in a loader of its own. Prints, for each look-up, the processor time of hits,
 * of hits in upper case, of hits with a traffic tag, of a host elsewhere, of other hosts in the
 * same domain, and of hits after {@value #STRANGERS} other hosts; then the bytes that the dearest
 * kind allocates for each look-up, and the table's heap for each of its rows.
 */
public final class Lookups {

  private static final int CALLS = 100_000;
  private static final int ROUNDS = 15;
  private static final int HOSTS = 64;
  private static final int STRANGERS = 100_000;
  private static final String PACKAGE = "dev.cloudrunauth.audience.";

  private final MethodHandle find;
  private long bytesPerCall;

  private Lookups(MethodHandle find) {
    this.find = find;
  }

  /**
   * Runs the program.
   *
   * @param arguments the folder that has the classes, as a URL; how many exact origins; how many
   *     wildcards
   * @throws Throwable if the classes are not there
   */
  public static void main(String[] arguments) throws Throwable {
    int exact = Integer.parseInt(arguments[1]);
    int wildcards = Integer.parseInt(arguments[2]);
    var folder = URI.create(arguments[0]).toURL();
    try (var loader =
        new URLClassLoader(new URL[] {folder}, ClassLoader.getPlatformClassLoader())) {
      // The first one brings classes along, which are not the table's.
      table(loader, 1, 1);
      long before = heap();
      var table = table(loader, exact, wildcards);
      double bytes = (double) (heap() - before) / (exact + wildcards);
      var find =
          MethodHandles.publicLookup()
              .unreflect(table.getClass().getMethod("find", String.class, String.class, int.class))
              .bindTo(table)
              .asType(methodType(Object.class, String.class, String.class, int.class));
      var lookups = new Lookups(find);
      var nanos = lookups.nanos(exact > 0 ? hosts(exact, "") : hosts(wildcards, "x-y."));
      System.out.println(nanos + " " + lookups.bytesPerCall + " " + bytes);
      // Until here it must not be collected.
      if (table.toString().isEmpty()) {
        throw new IllegalStateException();
      }
    }
  }

  private String nanos(List<String> hosts) throws Throwable {
    List<String> upperCase = new ArrayList<>();
    List<String> tagged = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (var host : hosts) {
      upperCase.add(host.toUpperCase(Locale.ROOT));
      tagged.add("canary---" + host);
      others.add(host.replace("-4fjx2k-", "-a2b3c4-"));
    }
    double hit = nanos(hosts, true);
    double hitUpperCase = nanos(upperCase, true);
    double hitTagged = nanos(tagged, true);
    double miss = nanos(List.of("api.example.com"), false);
    double missNearby = nanos(others, false);
    for (int i = 0; i < STRANGERS; i++) {
      var host = hosts.get(i % hosts.size());
      Object ignored = find.invokeExact("https", "stranger-" + i + "---" + host, 443);
      ignored = find.invokeExact("https", "stranger-" + i + "." + host, 443);
    }
    return hit
        + (" " + hitUpperCase)
        + (" " + hitTagged)
        + (" " + miss)
        + (" " + missNearby)
        + (" " + nanos(hosts, true));
  }

  private static Object table(ClassLoader loader, int exact, int wildcards) throws Exception {
    var onFailure = loader.loadClass(PACKAGE + "OnFailure");
    var parse =
        loader
            .loadClass(PACKAGE + "AudienceRule")
            .getMethod("parse", String.class, String.class, onFailure);
    List<Object> rules = new ArrayList<>();
    for (int i = 0; i < exact; i++) {
      rules.add(parse.invoke(null, "https://" + host(i), null, onFailure.getEnumConstants()[0]));
    }
    for (int i = 0; i < wildcards; i++) {
      var text = "https://*." + host(i);
      rules.add(parse.invoke(null, text, null, onFailure.getEnumConstants()[0]));
    }
    return loader
        .loadClass(PACKAGE + "AudienceTable")
        .getConstructor(List.class)
        .newInstance(rules);
  }

  private static String host(int i) {
    return "service-" + i + "-4fjx2k-uc.a.run.app";
  }

  /** Some of the hosts, from one end of the list to the other. */
  private static List<String> hosts(int count, String prefix) {
    List<String> hosts = new ArrayList<>();
    for (int i = 0; i < HOSTS; i++) {
      hosts.add(prefix + host((int) ((long) i * count / HOSTS)));
    }
    return hosts;
  }

  private double nanos(List<String> hosts, boolean isHit) throws Throwable {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    double nanos = Double.MAX_VALUE;
    long bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int found = 0;
      long bytesBefore = threads.getThreadAllocatedBytes(self);
      long began = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < CALLS; i++) {
        var host = hosts.get(i % hosts.size());
        if ((Object) find.invokeExact("https", host, 443) != null) {
          found++;
        }
      }
      // The best of all rounds: it had no compiler and no neighbour beside it.
      nanos = Math.min(nanos, (double) (threads.getCurrentThreadCpuTime() - began) / CALLS);
      bytes = (threads.getThreadAllocatedBytes(self) - bytesBefore) / CALLS;
      if (found != (isHit ? CALLS : 0)) {
        throw new IllegalStateException(found + " found of " + hosts);
      }
    }
    bytesPerCall = Math.max(bytesPerCall, bytes);
    return nanos;
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
