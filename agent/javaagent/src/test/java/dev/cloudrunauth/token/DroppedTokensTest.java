package dev.cloudrunauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.Audience;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Somebody drops all tokens, or has nobody wait any longer; and what is counted meanwhile. */
class DroppedTokensTest {

  private static final Audience ORDERS = new Audience("https://orders.example.com", null);
  private static final Audience STOCK = new Audience("https://stock.example.com", null);
  private static final long HOUR = 3_600_000;
  private static final long TIME_OUT = 5_000;

  private final ManualTime time = new ManualTime();
  private final ScriptedSource source = new ScriptedSource(time);
  private final TokenEngine engine =
      new TokenEngine(source, time, () -> 0, time, TIME_OUT, List.of(ORDERS), 10);

  @Test
  void afterADropEachAudienceHasATokenMintedAnew() throws Exception {
    source.thenToken("1", HOUR).thenToken("2", HOUR).thenToken("3", HOUR).thenToken("4", HOUR);
    assertEquals("1", arrived(ORDERS));
    assertEquals("2", arrived(STOCK));

    assertEquals(2, engine.dropAll());
    assertEquals(0, engine.dropAll());

    assertNull(engine.cached(ORDERS));
    assertNull(engine.cached(STOCK));
    assertEquals("3", arrived(ORDERS));
    assertEquals("4", arrived(STOCK));
    assertTrue(time.isIdle());
  }

  @Test
  void whoWaitsDuringADropGetsWhatItWaitsForAndWhoComesAfterItANewerOne() throws Exception {
    source
        .then(
            audience -> {
              assertEquals(0, engine.dropAll());
              var late = engine.token(audience);
              assertFalse(late.isDone());
              return ScriptedSource.token("1", audience.aud(), time.wallMillis() + HOUR);
            })
        .thenToken("2", HOUR);
    var early = engine.token(ORDERS);
    time.settle();

    assertEquals("Bearer eyJ.secret.1", early.get().headerValue());
    var present = engine.cached(ORDERS);
    assertNotNull(present);
    assertEquals("Bearer eyJ.secret.2", present.headerValue());
    assertEquals(2, source.calls());
    assertTrue(time.isIdle());
  }

  @Test
  void aDropEndsTheBackOffToo() throws Exception {
    source.thenFailure(false, 0).thenToken("1", HOUR);
    var failed = engine.token(ORDERS);
    time.settle();
    assertThrows(ExecutionException.class, failed::get);
    assertTrue(engine.token(ORDERS).isCompletedExceptionally(), "the source rests");

    assertEquals(0, engine.dropAll());

    assertEquals("1", arrived(ORDERS));
  }

  @Test
  void aWaitThatIsEndedFailsAtOnceAndTheNextOneHasAFlightOfItsOwn() throws Exception {
    source.thenFailure(true, 0).thenToken("1", HOUR);
    var ended = engine.token(ORDERS);
    time.settle();
    assertFalse(ended.isDone(), "it is between two tries");

    engine.endWaits();
    time.settle();

    assertThrows(ExecutionException.class, ended::get);
    assertEquals("1", arrived(ORDERS));
    time.pass(TIME_OUT);
    assertEquals(2, source.calls());
    assertTrue(time.isIdle());
  }

  @Test
  void allThatHappensIsCountedForItsAudience() throws Exception {
    source.thenFailure(true, 0).thenToken("1", HOUR);
    var first = engine.token(ORDERS);
    time.pass(TIME_OUT);
    assertEquals("Bearer eyJ.secret.1", first.get().headerValue());
    engine.sent(ORDERS);
    assertNotNull(engine.taken(ORDERS));
    assertNull(engine.taken(STOCK));
    source.thenToken("1", HOUR).thenToken("2", HOUR).thenToken("3", HOUR);
    time.jumpWall(HOUR - 200_000);
    engine.cached(ORDERS);
    time.settle();
    time.pass(2_000);
    engine.cached(ORDERS);
    time.settle();
    engine.dropAll();
    assertEquals("3", arrived(ORDERS));
    assertNull(engine.cached(STOCK));

    var tallies = engine.tallies();
    assertEquals(1, tallies.size());
    var tally = tallies.get(0);
    assertEquals(ORDERS, tally.audience());
    assertEquals(3, tally.minted(), "the one that came twice is one");
    assertEquals(1, tally.renewed());
    assertEquals(1, tally.failures());
    assertEquals(2, tally.sent());
    assertEquals(time.wallMillis() + HOUR, tally.expiresAtMillis());
  }

  private String arrived(Audience audience) throws Exception {
    var waiting = engine.token(audience);
    time.settle();
    return waiting.get().headerValue().replace("Bearer eyJ.secret.", "");
  }
}
