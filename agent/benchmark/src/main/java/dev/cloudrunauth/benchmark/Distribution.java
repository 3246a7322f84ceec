package dev.cloudrunauth.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * What several measurements of the same thing come to. Immutable.
 *
 * @param median the middle one, or the mean of the middle two
 * @param min the least
 * @param max the greatest
 */
public record Distribution(double median, double min, double max) {

  /**
   * Sums up measurements.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Distribution of(List<Double> measurements) {
    if (measurements.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    var sorted = measurements.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Distribution(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** Returns a number with as many digits as say something: 1234, 12.3, 1.23, 0.123. */
  public static String shortly(double number) {
    double size = Math.abs(number);
    int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 || size == 0 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + digits + "f", number);
  }

  /** Returns {@code MEDIAN [MIN–MAX]}. */
  @Override
  public String toString() {
    return shortly(median) + " [" + shortly(min) + "–" + shortly(max) + "]";
  }
}
