package com.example.container;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Deploys an application again and again, each time in a new class loader, lets it make its calls
 * on threads that serve all deployments, and drops it. Prints how often each call came to which
 * end, and how many loaders the garbage collector leaves.
 */
public final class Redeployments {

  private static final int ALL_CALLS_EVERY = 10;
  private static final int MOST_COLLECTIONS = 100;
  private static final long COLLECTION_PAUSE_MILLIS = 250;

  private Redeployments() {}

  /**
   * Runs the program.
   *
   * @param arguments how often; the class of the application; class paths, as URLs with spaces
   *     between, to be deployed in turn; {@code --}; the calls, of which most deployments make the
   *     first alone, but all class paths make all once
   * @throws Exception if an application fails
   */
  public static void main(String[] arguments) throws Exception {
    var rest = List.of(arguments);
    int end = rest.indexOf("--");
    var classPaths = rest.subList(2, end);
    var calls = rest.subList(end + 1, rest.size());
    var dropped = new ReferenceQueue<ClassLoader>();
    Set<WeakReference<ClassLoader>> loaders = new HashSet<>();
    var outcomes = new TreeMap<String, Integer>();
    var threads = Executors.newFixedThreadPool(2);
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      var classPath = classPaths.get(i % classPaths.size());
      var made = i % ALL_CALLS_EVERY < classPaths.size() ? calls : calls.subList(0, 1);
      for (var outcome : deploy(arguments[1], classPath, made, threads, loaders, dropped)) {
        outcomes.merge(outcome, 1, Integer::sum);
      }
    }
    outcomes.forEach((outcome, times) -> System.out.println(outcome + ": " + times));
    for (int i = 0; i < MOST_COLLECTIONS && !loaders.isEmpty(); i++) {
      System.gc();
      for (var gone = dropped.remove(COLLECTION_PAUSE_MILLIS);
          gone != null;
          gone = dropped.poll()) {
        loaders.remove(gone);
      }
    }
    System.out.println("loaders left: " + loaders.size());
    threads.shutdown();
  }

  private static List<String> deploy(
      String className,
      String classPath,
      List<String> calls,
      ExecutorService threads,
      Set<WeakReference<ClassLoader>> loaders,
      ReferenceQueue<ClassLoader> dropped)
      throws Exception {
    try (var loader = new ChildFirst(classPath.split(" ", -1))) {
      loaders.add(new WeakReference<>(loader, dropped));
      @SuppressWarnings("unchecked")
      var application =
          (Function<String, String>) loader.loadClass(className).getConstructor().newInstance();
      var outcomes = new ArrayList<String>();
      for (var call : calls) {
        outcomes.add(
            call + " " + threads.submit(inside(loader, () -> application.apply(call))).get());
      }
      ((AutoCloseable) application).close();
      return outcomes;
    }
  }

  /** As a server calls an application: its loader is the thread's own meanwhile. */
  private static <T> Callable<T> inside(ClassLoader loader, Callable<T> call) {
    return () -> {
      var thread = Thread.currentThread();
      var before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        return call.call();
      } finally {
        thread.setContextClassLoader(before);
      }
    };
  }
}
