package dev.cloudrunauth.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CallResultTest {

  @Test
  void aLineThatTellsOfNoCallsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> CallResult.read("hello"));
    assertThrows(IllegalArgumentException.class, () -> CallResult.read("calls=1 failed=0"));
  }

  @Test
  void millisecondsAreRoundedToTheNearest() {
    assertEquals(1, CallResult.millis(1_499_999));
    assertEquals(2, CallResult.millis(1_500_000));
  }
}
