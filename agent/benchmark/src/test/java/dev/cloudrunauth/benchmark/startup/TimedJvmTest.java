package dev.cloudrunauth.benchmark.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimedJvmTest {

  @Test
  void cpuIsThatOfTheUserAndOfTheSystem() {
    var jvm = TimedJvm.of(7, "0.125 0.250 0.500\n", List.of());

    assertEquals(125, jvm.wallMillis());
    assertEquals(750, jvm.cpuMillis());
  }

  @Test
  void whatIsNotATimeIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> TimedJvm.of(7, "bash: java: not found\n0.1 0.2 0.3", List.of()));
  }
}
