package dev.cloudrunauth.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HttpDateTest {

  @Test
  void theMomentIsReadFromADateInAHeader() {
    assertEquals(784_111_777_000L, HttpDate.millis("Sun, 06 Nov 1994 08:49:37 GMT"));
  }

  @Test
  void whatIsNoDateIsReadAsZero() {
    assertEquals(0, HttpDate.millis("yesterday"));
    assertEquals(0, HttpDate.millis(""));
  }
}
