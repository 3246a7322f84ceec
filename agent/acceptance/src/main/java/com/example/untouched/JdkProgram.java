package com.example.untouched;

/** How {@code java.net.http.HttpClient} behaves. */
public final class JdkProgram {

  private JdkProgram() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   * @throws Exception if it is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    var probes = new Probes(arguments);
    JdkFailures.make(probes);
    JdkBodies.make(probes);
    JdkThreads.make(probes);
    JdkFutures.make(probes);
    System.exit(0);
  }
}
