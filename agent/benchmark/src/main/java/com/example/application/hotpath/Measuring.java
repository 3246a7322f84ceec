package com.example.application.hotpath;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Has JMH measure in a forked JVM of its own for each line of its input: {@code METHOD KIND
 * CONTESTANT THREADS WARM-UPS MILLIS AGENT-FLAG}, where the flag may be missing. It answers with
 * {@code NANOS BYTES}, for each call of the method.
 */
public final class Measuring {

  private static final int MEASUREMENTS = 4;
  private static final List<String> FLAGS =
      List.of(
          "-Xms256m",
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "--add-opens=java.net.http/jdk.internal.net.http=ALL-UNNAMED",
          "--add-opens=java.net.http/jdk.internal.net.http.common=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/sun.net.www.http=ALL-UNNAMED",
          "--add-opens=java.base/sun.net.www=ALL-UNNAMED",
          "--add-opens=java.base/sun.net=ALL-UNNAMED",
          "--add-opens=java.base/sun.net.www.protocol.http=ALL-UNNAMED");

  /** The exchange that was cancelled fails with an exception, of which nobody sees the stack. */
  private static final String WITHOUT_STACKS = "-XX:-StackTraceInThrowable";

  private Measuring() {}

  /**
   * Runs until its standard input ends.
   *
   * @param arguments not used
   * @throws Exception if standard input cannot be read, or JMH cannot measure
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("jmh.ignoreLock", "true");
    var out = System.out;
    // What the measured JVMs say does not come between the answers.
    System.setOut(System.err);
    var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ", -1);
      int threads = Integer.parseInt(words[3]);
      var result = measure(words, threads);
      out.println(
          score(result, "nanosPerCall") / MEASUREMENTS / threads
              + " "
              + score(result, "gc.alloc.rate.norm"));
    }
  }

  private static double score(RunResult result, String name) {
    return Objects.requireNonNull(result.getSecondaryResults().get(name), name).getScore();
  }

  private static RunResult measure(String[] words, int threads) throws RunnerException {
    var flags = new ArrayList<>(FLAGS);
    if (words[0].startsWith("JavaNetHttp.")) {
      flags.add(WITHOUT_STACKS);
    }
    if (words.length > 6) {
      flags.add(words[6]);
    }
    int warmUps = Integer.parseInt(words[4]);
    long millis = Long.parseLong(words[5]);
    var options =
        new OptionsBuilder()
            .include("\\." + words[0].replace(".", "\\.") + "$")
            .param("kind", words[1])
            .param("contestant", words[2])
            .threads(threads)
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .warmupIterations(warmUps)
            .warmupTime(TimeValue.milliseconds(millis))
            .measurementIterations(MEASUREMENTS)
            .measurementTime(TimeValue.milliseconds(millis))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .jvmArgsAppend(flags.toArray(String[]::new))
            .addProfiler(GCProfiler.class)
            .build();
    return new Runner(options).runSingle();
  }
}
