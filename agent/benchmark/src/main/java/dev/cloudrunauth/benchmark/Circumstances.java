package dev.cloudrunauth.benchmark;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a result needs to be said with: the machine and how busy it was, the versions, the day, the
 * command.
 */
public final class Circumstances {

  private Circumstances() {}

  /**
   * Returns them as a few lines.
   *
   * @param jdks those that ran the applications
   */
  public static String of(List<Jdk> jdks) {
    var runtimes = jdks.stream().distinct().map(Jdk::toString).collect(Collectors.joining(", "));
    return """
        on       %s %s, %d processors, %s
        load     %.1f in the last minute, the benchmark's own included
        against  a stand-in on the same machine, in a JVM of its own (JDK %s)
        with     google-auth-library-oauth2-http %s
        at       %s
        by       %s
        """
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            runtimes,
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            System.getProperty("java.version"),
            System.getProperty("benchmark.google-auth"),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            command());
  }

  /** What the benchmark was started by, with the part of the rows that was asked for. */
  private static String command() {
    var command = System.getProperty("benchmark.command");
    var only = System.getProperty("benchmark.only", "");
    return only.isEmpty() ? command : command + " '-Dbenchmark.only=" + only + "'";
  }
}
