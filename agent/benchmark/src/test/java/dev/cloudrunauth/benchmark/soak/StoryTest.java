package dev.cloudrunauth.benchmark.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoryTest {

  @Test
  void aSeedAlwaysTellsTheSameStory() {
    assertEquals(story(42, 100), story(42, 100));
  }

  @Test
  void noTroubleKeepsAnybodyForMoreThanFourSeconds() {
    for (var episode : story(1, 10_000)) {
      int effect = episode.troubleMillis() + episode.trouble().aftermathMillis();
      assertTrue(episode.troubleMillis() > 0 && effect <= 4_000, episode.toString());
      assertTrue(
          episode.healthyMillis() >= 4_000 && episode.healthyMillis() <= 8_000, episode.toString());
    }
  }

  @Test
  void everyTroubleComesUpBeforeOneComesUpAgain() {
    Set<Trouble> seen = EnumSet.noneOf(Trouble.class);
    story(1, Trouble.values().length).forEach(episode -> seen.add(episode.trouble()));

    assertEquals(EnumSet.allOf(Trouble.class), seen);
  }

  private static List<Episode> story(long seed, int episodes) {
    var story = new Story(seed);
    return Stream.generate(story::next).limit(episodes).toList();
  }
}
