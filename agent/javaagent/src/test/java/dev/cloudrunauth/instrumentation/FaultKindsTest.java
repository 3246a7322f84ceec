package dev.cloudrunauth.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultKindsTest {

  private final PrintStream standardError = System.err;
  private final FaultLog log = new FaultLog();

  @AfterEach
  void restore() {
    System.setErr(standardError);
  }

  @Test
  void whereTheStackRanOutIsNoKindOfItsOwn() {
    Faults.forget();
    System.setErr(log);
    for (var depth : List.of("here", "there", "elsewhere")) {
      Faults.log("FaultKindsTest", OwnFault.STACK.at(depth));
      Faults.log("FaultKindsTest", OwnFault.LINKAGE.at(depth));
    }
    assertEquals(
        List.of("java.lang.StackOverflowError", "java.lang.NoClassDefFoundError"),
        log.told("FaultKindsTest", "here"));
    assertEquals(List.of("java.lang.NoClassDefFoundError"), log.told("FaultKindsTest", "there"));
  }
}
