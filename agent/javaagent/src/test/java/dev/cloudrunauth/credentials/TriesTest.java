package dev.cloudrunauth.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.token.TokenSourceException;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TriesTest {

  private static final long SHORT = 20;

  private final Tries tries = new Tries();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void release() {
    release.countDown();
  }

  @Test
  void workIsDoneByTheDeadlineOfItsTry() throws Exception {
    var before = Deadline.current();
    var seen = new AtomicReference<@Nullable Deadline>();
    var same =
        tries.run(
            Limits.AMPLE_MILLIS,
            () -> {
              seen.set(Deadline.current());
              return seen.get() == Deadline.current();
            });

    assertTrue(same, "one deadline for all steps");
    assertNotSame(before, seen.get());
  }

  @Test
  void workThatHeedsNoDeadlineIsLeftBehind() {
    var failure = refused(hanging());
    assertEquals("there is no token after 19 ms", failure.getMessage());
    assertTrue(failure.isRetryable());
  }

  @Test
  void theStepThatHangsIsReported() {
    var failure =
        Limits.hung(
            limit ->
                tries.run(
                    limit,
                    () -> {
                      Deadline.current().begin("the moon does not rise");
                      return hanging().call();
                    }));
    assertEquals("the moon does not rise", failure.getMessage());
  }

  @Test
  void whatTheWorkThrowsArrivesAsItIs() {
    for (var thrown :
        new Throwable[] {
          new EOFException("x"), new IllegalStateException("x"), new StackOverflowError("x")
        }) {
      assertSame(
          thrown,
          assertThrows(Throwable.class, () -> tries.run(Limits.AMPLE_MILLIS, () -> sneak(thrown))));
    }
  }

  @Test
  void triesThatAreStuckAreBoundedAndMakeRoomWhenTheyEnd() throws Exception {
    for (int i = 0; i < Tries.MAX_STUCK; i++) {
      assertEquals("there is no token after 19 ms", refused(hanging()).getMessage());
    }
    assertEquals(
        Tries.MAX_STUCK + " earlier tries have not ended yet", refused(hanging()).getMessage());
    release.countDown();

    while (true) {
      try {
        assertEquals("done", tries.run(Limits.AMPLE_MILLIS, () -> "done"));
        return;
      } catch (TokenSourceException notYet) {
        assertFalse(Thread.currentThread().isInterrupted(), "there is no room again");
      }
    }
  }

  @Test
  void aConnectionMayTakeAQuarterOfALongTryAndASecondOfAShortOne() throws Exception {
    assertEquals(1_000, Deadline.in(4_000).connectMillis());
    assertEquals(1_000, Deadline.in(2_000).connectMillis());
    assertEquals(5_000, Deadline.in(20_000).connectMillis());
    assertTrue(Deadline.in(500).connectMillis() <= 500);
    assertThrows(IOException.class, () -> Deadline.in(0).connectMillis());
  }

  private Callable<String> hanging() {
    return () -> {
      release.await();
      return "too late";
    };
  }

  private TokenSourceException refused(Callable<String> work) {
    return assertThrows(TokenSourceException.class, () -> tries.run(SHORT, work));
  }

  private static String sneak(Throwable thrown) throws Exception {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (Exception) thrown;
  }
}
