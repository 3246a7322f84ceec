package dev.cloudrunauth.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RoundsTest {

  private final Rounds rounds = new Rounds();

  @Test
  void contestantsAreComparedRoundByRound() {
    round(100, 110);
    // The machine was busy.
    round(1000, 1300);
    round(100, 120);

    assertEquals(new Distribution(1.2, 1.1, 1.3), rounds.ratio("ours", "empty"));
    assertEquals(new Distribution(120, 110, 1300), rounds.sum("ours"));
  }

  @Test
  void whatAContestantAddsIsItsDifferenceInTheSameRound() {
    round(100, 110);
    round(1000, 1300);
    round(100, 90);

    assertEquals(new Distribution(10, -10, 300), rounds.difference("ours", "empty"));
  }

  void aSlowContestantIsComparedInTheRoundsThatItTookPartIn() {
    round(100, 110);
    rounds.add("empty", 1000);

    assertEquals(new Distribution(1.1, 1.1, 1.1), rounds.ratio("ours", "empty"));
  }

  @Test
  void aRoundThatTheBaselineMissedIsNotOverlooked() {
    round(100, 110);
    rounds.add("ours", 120);

    assertThrows(IllegalArgumentException.class, () -> rounds.ratio("ours", "empty"));
    assertThrows(IllegalArgumentException.class, () -> rounds.sum("nobody"));
  }

  private void round(double empty, double ours) {
    rounds.add("empty", empty);
    rounds.add("ours", ours);
  }
}
