package dev.cloudrunauth.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Where values stand on an axis. Immutable.
 *
 * @param kind how values are spread
 * @param from the value at its beginning
 * @param to the value at its end
 * @param width how long it is
 */
record Scale(Kind kind, double from, double to, double width) {

  private static final int MOST_STEPS = 6;
  private static final double[] ROUND_NUMBERS = {1, 2, 5, 10};

  enum Kind {
    LINEAR,
    LOGARITHMIC
  }

  /** Returns one on which all of the values have room. */
  static Scale of(Kind kind, Collection<Distribution> values, double width) {
    double least = values.stream().mapToDouble(Distribution::min).min().orElse(1);
    double greatest = values.stream().mapToDouble(Distribution::max).max().orElse(1);
    if (kind == Kind.LINEAR) {
      // If no value has a bar, any axis will do.
      double end = greatest > 0 ? greatest : 1;
      double step = step(end);
      return new Scale(kind, 0, step * Math.ceil(end / step), width);
    }
    if (least <= 0) {
      throw new IllegalArgumentException("no logarithmic axis shows " + least);
    }
    // Half of the least, so that its bar can be seen as well.
    return new Scale(kind, least / 2, greatest * 1.1, width);
  }

  /** Returns how far from the beginning a value stands; there, if it is less than 0. */
  double x(double value) {
    return kind == Kind.LINEAR
        ? Math.max(0, width * (value - from) / (to - from))
        : width * Math.log(value / from) / Math.log(to / from);
  }

  /** Returns the round values that lie on the axis. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (kind == Kind.LINEAR) {
      double step = step(to);
      for (int i = 0; i * step <= to * 1.000001; i++) {
        ticks.add(i * step);
      }
    } else {
      for (double power = power(from); power <= to; power *= 10) {
        for (double round : List.of(1.0, 2.0, 5.0)) {
          if (round * power >= from && round * power <= to) {
            ticks.add(round * power);
          }
        }
      }
    }
    return ticks;
  }

  /** Returns a tick as text: as short as it can be. */
  static String label(double tick) {
    return tick == Math.rint(tick) ? String.valueOf((long) tick) : String.valueOf((float) tick);
  }

  private static double step(double greatest) {
    double least = greatest / MOST_STEPS;
    double power = power(least);
    for (double round : ROUND_NUMBERS) {
      if (round * power >= least) {
        return round * power;
      }
    }
    throw new IllegalArgumentException("no axis ends at " + greatest);
  }

  private static double power(double value) {
    return Math.pow(10, Math.floor(Math.log10(value)));
  }
}
