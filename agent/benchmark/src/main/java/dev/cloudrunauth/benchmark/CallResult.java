package dev.cloudrunauth.benchmark;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an application says of its calls. Immutable.
 *
 * @param calls how many there were
 * @param failed how many ended with anything but a 200
 * @param medianNanos the wait that half of the callers exceeded
 * @param p99Nanos the wait that one caller of a hundred exceeded
 * @param longestNanos the longest wait
 * @param firstFailure what failed first; empty if nothing did
 */
public record CallResult(
    long calls,
    long failed,
    long medianNanos,
    long p99Nanos,
    long longestNanos,
    String firstFailure) {

  private static final int FIELDS = 6;

  /**
   * Reads it.
   *
   * @param line {@code name=value} with spaces between; in the last value spaces may stand
   * @throws IllegalArgumentException if that is something else
   */
  public static CallResult read(String line) {
    Map<String, String> fields =
        Arrays.stream(line.split(" ", FIELDS))
            .map(field -> field.split("=", 2))
            .filter(field -> field.length == 2)
            .collect(Collectors.toMap(field -> field[0], field -> field[1]));
    if (fields.size() != FIELDS) {
      throw new IllegalArgumentException("not the result of calls: " + line);
    }
    return new CallResult(
        number(fields, "calls"),
        number(fields, "failed"),
        number(fields, "median"),
        number(fields, "p99"),
        number(fields, "longest"),
        fields.getOrDefault("first-failure", ""));
  }

  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(fields.getOrDefault(name, ""));
  }

  /** Returns nanoseconds as whole milliseconds, rounded to the nearest. */
  public static long millis(long nanos) {
    return (nanos + 500_000) / 1_000_000;
  }
}
