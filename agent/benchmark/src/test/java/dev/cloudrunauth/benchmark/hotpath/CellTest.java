package dev.cloudrunauth.benchmark.hotpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class CellTest {

  @Test
  void eachIsMeasuredOnce() {
    assertEquals(Cell.all().size(), new HashSet<>(Cell.all()).size());
  }

  @Test
  void whatIsComparedIsComparedWithSomethingMeasuredBefore() {
    for (var cell : Cell.all()) {
      if (cell.isCompared()) {
        int baseline = Cell.all().indexOf(cell.baseline());
        assertTrue(baseline >= 0 && baseline < Cell.all().indexOf(cell), cell.toString());
      }
    }
  }

  @Test
  void aTokenIsAddedByHandToRequestsOfEveryClientThatIsMeasured() {
    for (var cell : Cell.all()) {
      if (cell.isCompared() && cell.kind().equals("HIT")) {
        assertTrue(Cell.all().contains(cell.byHand()), cell.toString());
      }
    }
  }
}
