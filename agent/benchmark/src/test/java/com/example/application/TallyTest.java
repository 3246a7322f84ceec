package com.example.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.benchmark.CallResult;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final URI ANYWHERE = URI.create("https://www.example.com/");

  private final Tally tally = new Tally();

  @Test
  void percentilesAreWaitsThatSomebodyHad() {
    for (int nanos = 200; nanos >= 1; nanos--) {
      tally.add(nanos, null);
    }

    assertEquals(100, tally.percentile(50));
    assertEquals(198, tally.percentile(99));
    assertEquals(200, tally.percentile(100));
    assertEquals(1, tally.percentile(0.001));
  }

  @Test
  void ofOneCallEveryPercentileIsThatCall() {
    tally.add(7, null);

    assertEquals(7, tally.percentile(50));
    assertEquals(7, tally.percentile(100));
  }

  @Test
  void withoutCallsThereIsNoWait() {
    assertEquals(0, tally.percentile(50));
  }

  @Test
  void anythingButA200IsAFailure() {
    tally.time(uri -> 200, ANYWHERE);
    tally.time(uri -> 401, ANYWHERE);
    tally.time(
        uri -> {
          throw new IOException("no answer");
        },
        ANYWHERE);

    var result = CallResult.read(tally.toString());
    assertEquals(3, result.calls());
    assertEquals(2, result.failed());
    assertEquals("status 401", result.firstFailure());
  }

  @Test
  void theBenchmarkReadsWhatTheApplicationWrites() {
    tally.add(5_000_000, null);
    tally.add(9_000_000, "java.io.IOException: of\nseveral = words");

    assertEquals(
        new CallResult(
            2, 1, 5_000_000, 9_000_000, 9_000_000, "java.io.IOException: of several = words"),
        CallResult.read(tally.toString()));
  }

  @Test
  void aFailureOfManyWordsIsCutShort() {
    tally.add(1, "x".repeat(10_000));

    assertTrue(tally.toString().length() < 500);
    assertFalse(tally.toString().contains("\n"));
  }
}
