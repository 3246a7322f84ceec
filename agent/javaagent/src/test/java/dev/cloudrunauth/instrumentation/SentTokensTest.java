package dev.cloudrunauth.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each test has a thread of its own, as notes stay with the thread. */
class SentTokensTest {

  private static final Object OUTER = new Object();
  private static final Object INNER = new Object();
  private static final Object THIRD = new Object();

  private final Executor ownThread = task -> new Thread(task).start();

  @Test
  void aThreadThatHasSentNothingKnowsNothing() {
    assertNull(after(() -> {}, OUTER));
  }

  @Test
  void theLastTokenOfARequestIsRemembered() {
    assertEquals(
        "Bearer 2",
        after(
            () -> {
              SentTokens.note(OUTER, "Bearer 1");
              SentTokens.note(OUTER, "Bearer 2");
            },
            OUTER));
  }

  @Test
  void aHopThatGoesWithoutOursHidesTheOneBefore() {
    assertNull(
        after(
            () -> {
              SentTokens.note(OUTER, "Bearer 1");
              SentTokens.note(OUTER, null);
            },
            OUTER));
  }

  @Test
  void aTokenOfOneRequestIsNeverTakenForAnothers() {
    assertNull(after(() -> SentTokens.note(OUTER, "Bearer 1"), INNER));
  }

  @Test
  void hopsInTheMiddleOfAnotherDoNotHideIt() {
    Runnable nested =
        () -> {
          SentTokens.note(OUTER, "Bearer 1");
          SentTokens.note(INNER, "Bearer 2");
          SentTokens.note(THIRD, "Bearer 3");
          for (int i = 0; i < 61; i++) {
            SentTokens.note(new Object(), "Bearer of another");
          }
        };
    assertEquals("Bearer 1", after(nested, OUTER));
    assertEquals("Bearer 2", after(nested, INNER));
    assertEquals("Bearer 3", after(nested, THIRD));
  }

  @Test
  void theOldestNotesGoWhenThereAreTooMany() {
    Runnable many =
        () -> {
          SentTokens.note(OUTER, "Bearer 1");
          for (int i = 0; i < 1_000; i++) {
            SentTokens.note(new Object(), "Bearer of another");
          }
          SentTokens.note(INNER, "Bearer 2");
        };
    assertNull(after(many, OUTER));
    assertEquals("Bearer 2", after(many, INNER));
  }

  @Test
  void oneThreadDoesNotSeeWhatAnotherHasSent() {
    assertEquals("Bearer 1", after(() -> SentTokens.note(OUTER, "Bearer 1"), OUTER));
    assertNull(after(() -> {}, OUTER));
  }

  private @Nullable String after(Runnable hops, Object request) {
    return CompletableFuture.<@Nullable String>supplyAsync(
            () -> {
              hops.run();
              return SentTokens.sentWith(request);
            },
            ownThread)
        .join();
  }
}
