package dev.cloudrunauth.benchmark.throughput;

import java.util.List;

/**
 * What is called, and by how many threads at once. Immutable.
 *
 * @param client as {@code com.example.application.load} names it
 * @param protocol {@code h1} or {@code h2}
 * @param threads each with one call at a time
 */
record Traffic(String client, String protocol, int threads) {

  static List<Traffic> all() {
    return Family.ALL.stream().flatMap(family -> family.traffic().stream()).toList();
  }

  String words() {
    return client + " " + protocol + " × " + threads;
  }
}
