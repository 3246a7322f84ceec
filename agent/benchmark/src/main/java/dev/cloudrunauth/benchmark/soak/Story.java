package dev.cloudrunauth.benchmark.soak;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Queue;
import java.util.Random;

/**
 * Episodes without end, the same ones for the same seed. Every trouble has come up before one comes
 * up again. Not for several threads.
 */
final class Story {

  private static final int SHORTEST_HEALTH = 4_000;
  private static final int LONGEST_HEALTH = 8_000;
  private static final int SHORTEST_TROUBLE = 500;
  private static final int LONGEST_TROUBLE = 4_000;

  private final Random random;
  private final Queue<Trouble> deck = new ArrayDeque<>();

  Story(long seed) {
    random = new Random(seed);
  }

  /**
   * The next one. From the start of its trouble to the end of the aftermath it takes 4 s at most.
   */
  Episode next() {
    if (deck.isEmpty()) {
      var troubles = Arrays.asList(Trouble.values());
      Collections.shuffle(troubles, random);
      deck.addAll(troubles);
    }
    var trouble = deck.remove();
    return new Episode(
        between(SHORTEST_HEALTH, LONGEST_HEALTH),
        trouble,
        between(SHORTEST_TROUBLE, LONGEST_TROUBLE - trouble.aftermathMillis()));
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }
}
