package dev.cloudrunauth.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.cloudrunauth.audience.Audience;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each test has a thread of its own, as notes stay with the thread. */
class SentTokensTest {

  private static final Audience ORDERS = new Audience("https://orders.example.com", null);
  private static final Audience STOCK = new Audience("https://stock.example.com", null);
  private static final Audience BILLS = new Audience("https://bills.example.com", null);

  private final Executor ownThread = task -> new Thread(task).start();

  @Test
  void aThreadThatHasSentNothingKnowsNothing() {
    assertNull(after(() -> {}, ORDERS));
  }

  @Test
  void theLastTokenToAnAudienceIsRemembered() {
    assertEquals(
        "Bearer 2",
        after(
            () -> {
              SentTokens.note(ORDERS, "Bearer 1");
              SentTokens.note(new Audience(ORDERS.aud(), null), "Bearer 2");
            },
            ORDERS));
  }

  @Test
  void aHopThatGoesWithoutOursOverwritesTheOneBefore() {
    assertNull(
        after(
            () -> {
              SentTokens.note(ORDERS, "Bearer 1");
              SentTokens.note(ORDERS, null);
            },
            ORDERS));
  }

  @Test
  void aTokenForOneAudienceIsNeverTakenForAnothers() {
    assertNull(after(() -> SentTokens.note(ORDERS, "Bearer 1"), STOCK));
    assertNull(
        after(
            () -> SentTokens.note(new Audience(ORDERS.aud(), "robot@example.com"), "Bearer 1"),
            ORDERS));
  }

  @Test
  void aHopInTheMiddleOfAnotherDoesNotHideIt() {
    Runnable nested =
        () -> {
          SentTokens.note(BILLS, "Bearer 0");
          SentTokens.note(ORDERS, "Bearer 1");
          SentTokens.note(STOCK, "Bearer 2");
          SentTokens.note(STOCK, "Bearer 3");
        };
    assertEquals("Bearer 1", after(nested, ORDERS));
    assertEquals("Bearer 3", after(nested, STOCK));
    assertNull(after(nested, BILLS));
  }

  @Test
  void oneThreadDoesNotSeeWhatAnotherHasSent() {
    assertEquals("Bearer 1", after(() -> SentTokens.note(ORDERS, "Bearer 1"), ORDERS));
    assertNull(after(() -> {}, ORDERS));
  }

  private @Nullable String after(Runnable hops, Audience audience) {
    return CompletableFuture.<@Nullable String>supplyAsync(
            () -> {
              hops.run();
              return SentTokens.last(audience);
            },
            ownThread)
        .join();
  }
}
