package dev.cloudrunauth.benchmark.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cloudrunauth.benchmark.Jars;
import dev.cloudrunauth.local.LocalCloudRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A JVM that has run from its start to its end. Immutable.
 *
 * <p>It is timed by the {@code time} of a bash around it, which asks the operating system once it
 * has ended: a JVM that measured itself would load classes for that, and would not see its own
 * beginning and end.
 *
 * @param beganAt when it was started, in milliseconds since the epoch
 * @param wallMillis how long it took
 * @param cpuMillis what all of its threads used of all processors, user and system
 * @param lines what it printed
 */
record TimedJvm(long beganAt, double wallMillis, double cpuMillis, List<String> lines) {

  private static final Set<String> KEPT_VARIABLES = Set.of("PATH", "TEMP", "TMP");

  /**
   * Runs one.
   *
   * @param command the JVM and its arguments, with whatever stands before them
   * @param cloudRun what it calls
   * @param expected a line that it prints if it has done what it was to do
   * @throws IOException if it fails, or does something else
   */
  static TimedJvm run(List<String> command, LocalCloudRun cloudRun, String expected)
      throws IOException {
    var errors = Jars.TARGET.resolve("timed-jvm.err");
    List<String> words =
        new ArrayList<>(
            List.of("bash", "-c", "TIMEFORMAT='%3R %3U %3S'; time \"$@\" 2>\"$0\"", errors + ""));
    words.addAll(command);
    var builder = new ProcessBuilder(words).directory(Jars.TARGET.toFile());
    builder.environment().keySet().retainAll(KEPT_VARIABLES);
    builder.environment().putAll(cloudRun.environment());
    builder.environment().put("CLOUDSDK_CONFIG", "no-such-folder");
    long beganAt = System.currentTimeMillis();
    var process = builder.start();
    process.getOutputStream().close();
    List<String> lines;
    String time;
    try (var out = process.inputReader(UTF_8);
        var err = process.errorReader(UTF_8)) {
      lines = out.lines().toList();
      time = String.join("\n", err.lines().toList());
    }
    if (!lines.contains(expected)) {
      throw new IOException(failure(command, expected, lines, errors));
    }
    return of(beganAt, time, lines);
  }

  /** Reads what {@code time} says: seconds of wall, user and system. */
  static TimedJvm of(long beganAt, String time, List<String> lines) {
    var seconds = time.strip().split(" ", -1);
    if (seconds.length != 3) {
      throw new IllegalArgumentException("not three times: " + time);
    }
    return new TimedJvm(
        beganAt,
        1000 * Double.parseDouble(seconds[0]),
        1000 * (Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2])),
        lines);
  }

  private static String failure(
      List<String> command, String expected, List<String> lines, Path errors) throws IOException {
    var told = Files.readString(errors);
    return "no line '%s' from %s but%n%s%n%s"
        .formatted(
            expected,
            String.join(" ", command),
            String.join("\n", lines),
            told.substring(0, Math.min(told.length(), 2_000)));
  }
}
