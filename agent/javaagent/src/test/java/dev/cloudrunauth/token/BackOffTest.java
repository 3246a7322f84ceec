package dev.cloudrunauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackOffTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1_000",
    "2, 2_000",
    "3, 4_000",
    "6, 30_000",
    "7, 30_000",
    "30, 30_000",
    "2147483647, 30_000"
  })
  void theShortestWaitDoublesUpToHalfTheLimit(int failures, String millis) {
    var backOff = new BackOff(1_000, 60_000, () -> 0);
    assertEquals(Long.parseLong(millis.replace("_", "")), backOff.millis(failures, 0));
  }

  @ParameterizedTest
  @CsvSource({"1, 2_000", "2, 4_000", "5, 32_000", "6, 60_000", "7, 60_000", "30, 60_000"})
  void theLongestWaitIsTwiceTheShortestAndNeverBeyondTheLimit(int failures, String millis) {
    var backOff = new BackOff(1_000, 60_000, () -> 1);
    assertEquals(Long.parseLong(millis.replace("_", "")), backOff.millis(failures, 0));
  }

  @Test
  void chanceSpreadsTheWaitInBetween() {
    assertEquals(1_250, new BackOff(1_000, 60_000, () -> 0.25).millis(1, 0));
    assertEquals(3_000, new BackOff(1_000, 60_000, () -> 0.5).millis(2, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {5_000, 30_000, 60_000})
  void theSourceIsLeftAloneForAsLongAsItAsks(long asked) {
    assertEquals(asked, new BackOff(1_000, 60_000, () -> 0).millis(1, asked));
  }

  @Test
  void aSourceThatAsksForLongerThanTheLongestOwnPauseIsHeard() {
    assertEquals(10_000, new BackOff(100, 2_000, () -> 0).millis(1, 10_000));
  }

  @Test
  void aSourceThatAsksForLessThanThePauseChangesNothing() {
    assertEquals(30_000, new BackOff(1_000, 60_000, () -> 0).millis(9, 5_000));
  }

  @Test
  void aSourceThatAsksForADayIsAskedAgainAfterAMinute() {
    assertEquals(60_000, new BackOff(1_000, 60_000, () -> 0).millis(1, 86_400_000));
    assertTrue(new BackOff(100, 2_000, () -> 0).millis(1, Long.MAX_VALUE) <= 60_000);
  }
}
