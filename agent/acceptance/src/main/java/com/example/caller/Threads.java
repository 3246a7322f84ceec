package com.example.caller;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The threads that run, and those that wait for the JVM's end. The clients' own are left out: which
 * of them there are differs from one moment to the next.
 */
final class Threads {

  /** Those of virtual threads, too, which a JDK has for itself from 26 on. */
  private static final Pattern FLEETING =
      Pattern.compile("(OkHttp |HttpClient-|ForkJoinPool-[0-9]).*");

  private Threads() {}

  static void describe(Set<String> found) throws ReflectiveOperationException {
    for (var thread : Thread.getAllStackTraces().keySet()) {
      if (!FLEETING.matcher(thread.getName()).matches()) {
        found.add("thread " + described(thread));
      }
    }
    var hooks = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
    hooks.setAccessible(true);
    for (var hook : ((Map<?, ?>) hooks.get(null)).keySet()) {
      found.add("at the end " + hook.getClass().getName() + " " + described((Thread) hook));
    }
    var lastSteps = Class.forName("java.lang.Shutdown").getDeclaredField("hooks");
    lastSteps.setAccessible(true);
    for (var step : (Object[]) lastSteps.get(null)) {
      found.add("at the very end " + (step == null ? "nothing" : step.getClass().getName()));
    }
  }

  private static String described(Thread thread) {
    var loader = thread.getContextClassLoader();
    var handler = thread.getUncaughtExceptionHandler();
    return thread.getName().replaceAll("[0-9]+", "N")
        + (thread.isDaemon() ? ", a daemon" : "")
        + ", priority "
        + thread.getPriority()
        + ", loader "
        + (loader == null ? "none" : loader.getName())
        + ", uncaught "
        // None once the thread has ended, which it may do at any moment.
        + (handler == null ? "none" : handler.getClass().getName());
  }
}
