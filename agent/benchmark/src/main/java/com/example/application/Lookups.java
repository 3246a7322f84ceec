package com.example.application;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a table of audiences again and again. The table is a class of a program in a folder, and
 * found by its name, in a loader of its own. Prints {@code HIT-NANOS MISS-NANOS BYTES} of each
 * look-up's processor time and of the table's heap for each of its rows.
 */
public final class Lookups {

  private static final int CALLS = 100_000;
  private static final int WARM_UPS = 5;
  private static final int HOSTS = 64;
  private static final String PACKAGE = "dev.cloudrunauth.audience.";

  private Lookups() {}

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
      long bytes = heap() - before;
      var find =
          MethodHandles.publicLookup()
              .unreflect(table.getClass().getMethod("find", String.class, String.class, int.class))
              .bindTo(table)
              .asType(methodType(Object.class, String.class, String.class, int.class));
      double hit = nanos(find, exact > 0 ? hosts(exact, "") : hosts(wildcards, "x."), true);
      double miss = nanos(find, List.of("api.example.com"), false);
      System.out.println(hit + " " + miss + " " + (double) bytes / (exact + wildcards));
      // Until here it must not be collected.
      if (table.toString().isEmpty()) {
        throw new IllegalStateException();
      }
    }
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

  private static double nanos(MethodHandle find, List<String> hosts, boolean isHit)
      throws Throwable {
    var threads = ManagementFactory.getThreadMXBean();
    double nanos = 0;
    for (int round = 0; round < WARM_UPS; round++) {
      int found = 0;
      long began = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < CALLS; i++) {
        var host = hosts.get(i % hosts.size());
        if ((Object) find.invokeExact("https", host, 443) != null) {
          found++;
        }
      }
      nanos = (double) (threads.getCurrentThreadCpuTime() - began) / CALLS;
      if (found != (isHit ? CALLS : 0)) {
        throw new IllegalStateException(found + " found");
      }
    }
    return nanos;
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
