package com.example.untouched;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/** What a probe has found, without what differs from one moment to the next. Threads share it. */
final class Seen {

  private static final Pattern USUAL = Pattern.compile("main|app-|HttpClient-|Thread-|ForkJoin");

  private final List<String> all = new ArrayList<>();
  private final TreeSet<String> threads = new TreeSet<>();

  synchronized void add(String what) {
    all.add(what);
  }

  void add(String what, Object value) {
    add(what + " " + value);
  }

  /** The thread on which this happens, and whose class loader it has. */
  synchronized void thread(String what) {
    var thread = Thread.currentThread();
    var name = thread.getName().replaceAll("[0-9]+", "N");
    thread(what, name + (thread.isDaemon() ? " (daemon)" : ""));
  }

  private void thread(String what, String name) {
    var loader = Thread.currentThread().getContextClassLoader();
    boolean isUsual = loader == null || loader == ClassLoader.getSystemClassLoader();
    threads.add(what + " on " + name + (isUsual ? "" : " of another class loader"));
  }

  /** This happens on a thread that is the application's own, or its client's. */
  synchronized void usualThread(String what) {
    var name = Thread.currentThread().getName();
    boolean isUsual = USUAL.matcher(name).lookingAt();
    thread(what, isUsual ? "a usual thread" : name);
  }

  /** A failure with all its causes, and the method that it comes from. */
  void failure(String where, Throwable failure) {
    var chain = new StringBuilder(where);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      chain.append(" <- ").append(cause);
      for (var suppressed : cause.getSuppressed()) {
        chain.append(" [").append(suppressed).append(']');
      }
    }
    boolean isWrapped = failure instanceof ExecutionException;
    boolean isAFutures = isWrapped || failure instanceof CompletionException;
    if (!isAFutures && failure.getStackTrace().length > 0) {
      var top = failure.getStackTrace()[0];
      chain.append(" at ").append(top.getClassName()).append('.').append(top.getMethodName());
    }
    add(chain.toString());
  }

  synchronized String text() {
    var text = new ArrayList<>(all);
    text.addAll(threads);
    return String.join("; ", text).replace('\n', ' ');
  }
}
