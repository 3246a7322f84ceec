package dev.cloudrunauth.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * One measurement of each contestant in each round. Contestants are compared within a round, where
 * the machine was equally busy for both, and the rounds are summed up after that. Not for several
 * threads.
 */
public final class Rounds {

  private final Map<String, List<Double>> measurements = new LinkedHashMap<>();

  /** Adds a contestant's measurement of its next round. */
  public void add(String contestant, double measurement) {
    measurements.computeIfAbsent(contestant, c -> new ArrayList<>()).add(measurement);
  }

  /** Returns the measurements of a contestant as they are, round by round. */
  public List<Double> of(String contestant) {
    var found = measurements.get(contestant);
    if (found == null) {
      throw new IllegalArgumentException("'" + contestant + "' was never measured");
    }
    return List.copyOf(found);
  }

  /** Returns what the measurements of a contestant come to. */
  public Distribution sum(String contestant) {
    return Distribution.of(of(contestant));
  }

  /**
   * Returns how many times a contestant's measurement is that of another one in the same round. A
   * slow contestant may have ended after the first rounds.
   *
   * @throws IllegalArgumentException if the baseline was not measured in all of its rounds
   */
  public Distribution ratio(String contestant, String baseline) {
    return compare(contestant, baseline, (one, other) -> one / other);
  }

  /**
   * Returns by how much a contestant's measurement exceeds that of another one in the same round.
   *
   * @throws IllegalArgumentException if the baseline was not measured in all of its rounds
   */
  public Distribution difference(String contestant, String baseline) {
    return compare(contestant, baseline, (one, other) -> one - other);
  }

  private Distribution compare(String contestant, String baseline, DoubleBinaryOperator operator) {
    var ones = of(contestant);
    var others = of(baseline);
    if (ones.size() > others.size()) {
      throw new IllegalArgumentException(baseline + " has missed a round of " + contestant);
    }
    List<Double> compared = new ArrayList<>();
    for (int round = 0; round < ones.size(); round++) {
      compared.add(operator.applyAsDouble(ones.get(round), others.get(round)));
    }
    return Distribution.of(compared);
  }
}
