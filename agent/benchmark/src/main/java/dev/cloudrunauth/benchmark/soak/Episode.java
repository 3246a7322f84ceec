package dev.cloudrunauth.benchmark.soak;

import java.util.List;
import java.util.Random;

/**
 * Some time of health, and then some time of trouble. Immutable.
 *
 * @param healthyMillis how long all is well
 * @param trouble what comes then
 * @param troubleMillis for how long
 */
record Episode(int healthyMillis, Trouble trouble, int troubleMillis) {

  private static final int SHORTEST_HEALTH = 4_000;
  private static final int LONGEST_HEALTH = 8_000;
  private static final int SHORTEST_TROUBLE = 500;
  private static final int LONGEST_TROUBLE = 4_000;

  /** Draws one. From the start of its trouble to the end of the aftermath it takes 4 s at most. */
  static Episode draw(Random random) {
    var kinds = List.of(Trouble.values());
    var trouble = kinds.get(random.nextInt(kinds.size()));
    return new Episode(
        between(random, SHORTEST_HEALTH, LONGEST_HEALTH),
        trouble,
        between(random, SHORTEST_TROUBLE, LONGEST_TROUBLE - trouble.aftermathMillis()));
  }

  private static int between(Random random, int least, int most) {
    return least + random.nextInt(most - least + 1);
  }
}
