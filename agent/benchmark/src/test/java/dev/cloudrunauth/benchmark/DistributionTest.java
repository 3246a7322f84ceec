package dev.cloudrunauth.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DistributionTest {

  @Test
  void theMedianIsTheMiddleOneInWhateverOrderTheyCome() {
    assertEquals(new Distribution(2, 1, 9), Distribution.of(List.of(9.0, 1.0, 2.0)));
  }

  @Test
  void ofAnEvenNumberTheMedianLiesBetweenTheMiddleTwo() {
    assertEquals(new Distribution(2.5, 1, 9), Distribution.of(List.of(9.0, 1.0, 2.0, 3.0)));
  }

  @Test
  void nothingHasNoMedian() {
    assertThrows(IllegalArgumentException.class, () -> Distribution.of(List.of()));
  }

  @Test
  void smallNumbersHaveMoreDigitsThanGreatOnes() {
    assertEquals("12.5 [0.123–1235]", new Distribution(12.5, 0.12345, 1234.7).toString());
    assertEquals("0.00", Distribution.shortly(0));
  }
}
