package dev.cloudrunauth.benchmark.hotpath;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that JMH measures. Immutable.
 *
 * @param method the benchmark's class and method
 * @param kind which request
 * @param contestant who adds the token
 * @param threads how many do the same at once, each with objects of its own
 */
record Cell(String method, String kind, String contestant, int threads) {

  static final String FIXED = "FIXED";
  static final String AGENT = "AGENT";
  static final String BY_HAND = "BY_HAND";

  private static final List<String> CLIENTS =
      List.of("JavaNetHttp.send", "OkHttp.send", "UrlConnection.send");
  private static final List<String> CONNECTIONS =
      List.of(
          "Apache5.send", "Apache5Async.send", "Apache4.send", "Apache4Async.send", "Netty.send");

  /** All that are measured, so that those which are compared come one after the other. */
  static List<Cell> all() {
    List<Cell> cells = new ArrayList<>();
    for (var client : CLIENTS) {
      for (var kind : List.of("MISS", "MISS_AT_RUN_APP", "HIT_BY_WILDCARD")) {
        add(cells, client, kind, 1, FIXED, AGENT);
      }
      for (var kind : List.of("HIT", "HIT_BESIDE_ANOTHER")) {
        add(cells, client, kind, 1, FIXED, AGENT, BY_HAND);
      }
      for (int threads : List.of(2, 8)) {
        add(cells, client, "MISS", threads, FIXED, AGENT);
        add(cells, client, "HIT", threads, FIXED, AGENT, BY_HAND);
      }
    }
    for (var client : CONNECTIONS) {
      for (int threads : List.of(1, 8)) {
        add(cells, client, "MISS", threads, FIXED, AGENT);
        add(cells, client, "HIT", threads, FIXED, AGENT, BY_HAND);
        add(cells, client, "HIT_BESIDE_ANOTHER", threads, FIXED, AGENT, BY_HAND);
      }
    }
    for (var kind : List.of("MISS", "MISS_AT_RUN_APP", "HIT", "HIT_BY_WILDCARD")) {
      add(cells, "Hook.javaNetHttp", kind, 1, AGENT);
      add(cells, "Hook.okHttpExchange", kind, 1, AGENT);
      add(cells, "Hook.okHttpCodec", kind, 1, AGENT);
      add(cells, "Hook.connection", kind, 1, AGENT);
    }
    for (var hook : List.of("Apache5Hook", "Apache4Hook")) {
      for (var kind : List.of("MISS", "MISS_AT_RUN_APP", "HIT", "HIT_BESIDE_ANOTHER")) {
        add(cells, hook + ".hop", kind, 1, AGENT);
      }
      add(cells, hook + ".sending", "MISS", 1, AGENT);
      add(cells, hook + ".received", "MISS", 1, AGENT);
    }
    add(cells, "Hook.okHttpAnswer", "HIT", 1, AGENT);
    add(cells, "GoogleAuth.headerValue", "HIT", 1, BY_HAND);
    add(cells, "Interceptor.apache5", "HIT", 1, BY_HAND);
    add(cells, "Interceptor.apache4", "HIT", 1, BY_HAND);
    add(cells, "Floor.okHttpCopy", "HIT", 1, FIXED);
    add(cells, "Floor.clock", "HIT", 1, FIXED);
    return cells;
  }

  private static void add(
      List<Cell> cells, String method, String kind, int threads, String... contestants) {
    for (var contestant : contestants) {
      cells.add(new Cell(method, kind, contestant, threads));
    }
  }

  /** How many of JMH's iterations it takes until the compilers are done. */
  int warmUps() {
    if (!method.startsWith("Apache") && !CONNECTIONS.contains(method)) {
      return 3;
    }
    // A whole call, or the many small methods that its hooks are compiled to. Many threads leave
    // the compilers less of the processors.
    return threads == 1 ? 25 : 40;
  }

  /** The cell that this one is compared with. */
  Cell baseline() {
    return new Cell(method, kind, FIXED, threads);
  }

  /** The cell that does the same by hand. */
  Cell byHand() {
    return new Cell(method, kind, BY_HAND, threads);
  }

  boolean isCompared() {
    return method.endsWith(".send") && !contestant.equals(FIXED);
  }
}
