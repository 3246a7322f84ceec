package dev.cloudrunauth.benchmark;

import dev.cloudrunauth.benchmark.contract.Contract;
import dev.cloudrunauth.benchmark.footprint.Footprint;
import dev.cloudrunauth.benchmark.hotpath.HotPath;
import dev.cloudrunauth.benchmark.scale.Scaling;
import dev.cloudrunauth.benchmark.soak.Soak;
import dev.cloudrunauth.benchmark.startup.FirstCall;
import dev.cloudrunauth.benchmark.startup.StartUp;
import dev.cloudrunauth.benchmark.throughput.Throughput;
import java.io.IOException;

/** Runs the benchmark that its argument names. */
public final class Benchmark {

  private Benchmark() {}

  /**
   * Runs a benchmark and exits: with 0, or with 1 if it has found a promise broken or does not
   * exist.
   *
   * @param arguments the name of the benchmark
   * @throws IOException if a JVM cannot be started or a file cannot be written
   * @throws InterruptedException if the main thread is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean kept;
    switch (arguments[0]) {
      case "contract" -> kept = Contract.run(System.out);
      case "first-call" -> kept = FirstCall.run(System.out);
      case "start-up" -> kept = StartUp.run(System.out);
      case "soak" -> kept = Soak.run(System.out);
      case "footprint" -> kept = Footprint.run(System.out);
      case "hot-path" -> kept = HotPath.run(System.out);
      case "scale" -> kept = Scaling.run(System.out);
      case "throughput" -> kept = Throughput.run(System.out);
      default -> {
        System.err.println(
            "There is no benchmark '"
                + arguments[0]
                + "', but: contract, first-call, footprint, hot-path, scale, soak, start-up,"
                + " throughput.");
        kept = false;
      }
    }
    System.exit(kept ? 0 : 1);
  }
}
