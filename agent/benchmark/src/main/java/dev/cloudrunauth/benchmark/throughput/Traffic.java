package dev.cloudrunauth.benchmark.throughput;

/**
 * What is called, and by how many threads at once. Immutable.
 *
 * @param client as {@code com.example.application.load} names it
 * @param protocol {@code h1} or {@code h2}
 * @param threads each with one call at a time
 */
record Traffic(String client, String protocol, int threads) {

  /** Whether it goes where no token is wanted. */
  boolean isMiss() {
    return client.endsWith("-miss");
  }

  String words() {
    return client + " " + protocol + " × " + threads;
  }
}
