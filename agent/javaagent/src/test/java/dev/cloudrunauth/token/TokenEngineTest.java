package dev.cloudrunauth.token;

import static dev.cloudrunauth.token.ScriptedSource.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.Audience;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** The engine on one thread, by clocks that the test moves. */
class TokenEngineTest {

  private static final Audience ORDERS = new Audience("https://orders.example.com", null);
  private static final Audience STOCK = new Audience("https://stock.example.com", null);
  private static final Audience BILLS = new Audience("https://bills.example.com", null);
  private static final Audience USERS = new Audience("https://users.example.com", null);
  private static final Audience MAILS = new Audience("https://mails.example.com", null);

  private static final long HOUR = 3_600_000;
  private static final long RENEWAL = 225_000;
  private static final long LAST = 30_000;
  private static final long TIME_OUT = 5_000;
  private static final int MOST_OTHERS = 3;

  private final ManualTime time = new ManualTime();
  private final ScriptedSource source = new ScriptedSource(time);
  private final TokenEngine engine =
      new TokenEngine(source, time, () -> 0, time, TIME_OUT, List.of(), MOST_OTHERS);

  @Test
  void noTokenIsAtHandBeforeTheFirstIsAskedFor() {
    assertNull(engine.cached(ORDERS));
    assertTrue(time.isIdle());
  }

  @Test
  void aFreshTokenIsReturnedWithoutAskingTheSource() throws Exception {
    source.thenToken("first", HOUR);
    var first = arrived(ORDERS);
    time.pass(HOUR - RENEWAL - 1);

    assertSame(first, engine.cached(ORDERS));
    assertSame(first, engine.token(ORDERS).get());
    assertTrue(time.isIdle());
    assertEquals(1, source.calls());
  }

  @Test
  void aTokenFetchedAheadIsAtHandForRequests() throws Exception {
    source.thenToken("first", HOUR);
    var ahead = engine.tokenAhead(ORDERS);
    time.settle();

    assertSame(ahead.get(), engine.cached(ORDERS));
    assertSame(ahead.get(), engine.tokenAhead(ORDERS).get());
    assertTrue(time.isIdle());
    assertEquals(1, source.calls());
  }

  @Test
  void aTokenThatCannotBeFetchedAheadFailsNoRequest() throws Exception {
    source.thenFailure(true, 0).thenToken("first", HOUR);
    var ahead = engine.tokenAhead(ORDERS);
    time.settle();

    assertTrue(ahead.isCompletedExceptionally());
    assertEquals(1, source.calls(), "nobody waits, and so nothing is retried");
    assertTrue(time.isIdle());
    assertEquals("Bearer eyJ.secret.first", arrived(ORDERS).headerValue());
  }

  @Test
  void aRequestThatJoinsAFlightAheadHasItsRetriesAndItsWholeTime() throws Exception {
    source.thenFailure(true, 0).thenFailure(true, 0).thenToken("first", HOUR);
    var ahead = engine.tokenAhead(ORDERS);
    var request = engine.token(ORDERS);
    time.pass(TIME_OUT - 1);

    assertEquals("Bearer eyJ.secret.first", request.get().headerValue());
    assertSame(request.get(), ahead.get());
    assertEquals(3, source.calls());
  }

  @Test
  void oneRenewalStartsInTheLastMinutesAndTheOldTokenServesMeanwhile() throws Exception {
    source.thenToken("first", HOUR).thenToken("second", HOUR);
    var first = arrived(ORDERS);
    time.pass(HOUR - RENEWAL);

    assertSame(first, engine.cached(ORDERS));
    assertSame(first, engine.cached(ORDERS));
    assertSame(first, engine.token(ORDERS).get());
    time.settle();

    assertEquals(2, source.calls());
    assertEquals("Bearer eyJ.secret.second", cached(ORDERS).headerValue());
    assertTrue(time.isIdle());
  }

  @Test
  void whileARenewalIsOnItsWayTheOldTokenServesAndNoSecondOneStarts() throws Exception {
    source.thenToken("first", HOUR);
    var first = arrived(ORDERS);
    source.then(
        audience -> {
          time.pass(60_000);
          assertSame(first, engine.cached(ORDERS));
          return token("second", audience.aud(), time.wallMillis() + HOUR);
        });
    time.pass(HOUR - RENEWAL);
    assertSame(first, engine.cached(ORDERS));
    time.settle();

    assertEquals(2, source.calls());
    assertEquals("Bearer eyJ.secret.second", cached(ORDERS).headerValue());
  }

  @Test
  void aTokenWithThirtySecondsLeftIsNotUsed() throws Exception {
    source.thenToken("first", LAST + 1).thenFailure(true, 0).thenToken("second", HOUR);
    var first = arrived(ORDERS);
    assertSame(first, engine.cached(ORDERS));
    time.pass(1);

    assertNull(engine.cached(ORDERS));
  }

  @Test
  void aRenewalThatFailsLeavesTheOldTokenAndIsTriedAgainAfterEverLongerPauses() throws Exception {
    source.thenToken("first", HOUR);
    var first = arrived(ORDERS);
    time.pass(HOUR - RENEWAL);
    for (int i = 0; i < 11; i++) {
      source.thenFailure(true, 0);
    }
    for (long waited = 0; waited < RENEWAL - LAST; waited += 100) {
      assertSame(first, engine.cached(ORDERS));
      time.pass(100);
    }

    assertEquals(
        List.of(
            1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L, 30_000L, 30_000L),
        source.pauses().subList(1, source.pauses().size()));
  }

  @Test
  void aRenewalThatBringsTheSameTokenAgainIsTriedAgainAfterEverLongerPauses() throws Exception {
    source.thenToken("same", HOUR);
    var same = arrived(ORDERS);
    time.pass(HOUR - RENEWAL);
    for (int i = 0; i < 4; i++) {
      source.then(audience -> token("same", audience.aud(), same.expiresAtMillis()));
    }
    source.thenToken("next", HOUR);
    for (int waited = 0; waited < 16_000; waited += 100) {
      assertNotNull(engine.cached(ORDERS));
      time.pass(100);
    }

    assertEquals(List.of(1_000L, 2_000L, 4_000L, 8_000L), source.pauses().subList(1, 5));
    assertEquals("Bearer eyJ.secret.next", cached(ORDERS).headerValue());
  }

  @Test
  void tokensThatAreAlwaysEndingAreRenewedAtHalfOfTheTimeThatTheyCanBeUsed() throws Exception {
    long life = LAST + 10_000;
    for (int i = 0; i < 5; i++) {
      source.thenToken("token " + i, life);
    }
    arrived(ORDERS);
    for (int waited = 0; waited < 20_000; waited += 100) {
      assertNotNull(engine.cached(ORDERS), "after " + waited + " ms");
      time.pass(100);
    }

    assertEquals(List.of(0L, 5_000L, 5_000L, 5_000L), source.pauses());
  }

  @Test
  void callersWaitForAFlightWhenTheTokenEndsInThePauseAfterTheSameOneCameAgain() throws Exception {
    source.thenToken("same", LAST + 1);
    var same = arrived(ORDERS);
    source.then(audience -> token("same", audience.aud(), same.expiresAtMillis()));
    assertSame(same, engine.cached(ORDERS));
    time.settle();
    time.pass(1);

    source.thenToken("next", HOUR);
    assertEquals("Bearer eyJ.secret.next", arrived(ORDERS).headerValue());
  }

  @Test
  void callersWhoComeAfterARenewalHasFailedHaveAFlightOfTheirOwn() throws Exception {
    source.thenToken("first", LAST + 2_500);
    arrived(ORDERS);
    source.thenFailure(true, 0).thenFailure(true, 0);
    requests(2_500);
    assertEquals(3, source.calls(), "two renewals have failed, and the next is due later");
    var waiting = engine.token(ORDERS);
    source.thenToken("second", HOUR);
    time.settle();

    assertEquals("Bearer eyJ.secret.second", waiting.get().headerValue());
  }

  @Test
  void callersWaitAsLongAsTheSourceAskedForInARenewal() throws Exception {
    source.thenToken("first", LAST + 1).thenFailure(true, 3_000).thenToken("second", HOUR);
    arrived(ORDERS);
    engine.cached(ORDERS);
    time.settle();
    time.pass(1);
    var waiting = engine.token(ORDERS);
    time.pass(2_999);

    assertEquals("Bearer eyJ.secret.second", waiting.get().headerValue());
    assertEquals(List.of(0L, 3_000L), source.pauses());
  }

  @Test
  void callersFailAtOnceWhenTheSourceAskedForMoreInARenewalThanTheyWouldWait() throws Exception {
    source.thenToken("first", LAST + 1).thenFailure(true, 6_000);
    arrived(ORDERS);
    engine.cached(ORDERS);
    time.settle();
    time.pass(1);

    assertTrue(engine.token(ORDERS).isCompletedExceptionally());
    assertEquals(2, source.calls());
  }

  @Test
  void aRetryableFailureIsRetriedWhileSomebodyWaits() throws Exception {
    source.thenFailure(true, 0).thenFailure(true, 0).thenToken("third", HOUR);
    var waiting = engine.token(ORDERS);
    time.pass(300);

    assertEquals("Bearer eyJ.secret.third", waiting.get().headerValue());
    assertEquals(List.of(100L, 200L), source.pauses());
    assertTrue(time.isIdle());
  }

  @Test
  void aSourceThatAsksToBeLeftAloneIsLeftAlone() throws Exception {
    source.thenFailure(true, 3_000).thenToken("second", HOUR);
    var waiting = engine.token(ORDERS);
    time.pass(3_000);

    assertEquals("Bearer eyJ.secret.second", waiting.get().headerValue());
    assertEquals(List.of(3_000L), source.pauses());
  }

  @Test
  void aSourceThatAsksToBeLeftAloneBeyondTheTimeOutFailsTheCallersAtOnce() throws Exception {
    source.thenFailure(true, 10_000).thenToken("second", HOUR);
    var waiting = engine.token(ORDERS);
    time.settle();
    assertEquals(
        "no ID token for https://orders.example.com as the default robot after 1 try in 0 ms: the source is ill",
        failure(waiting).getMessage());

    time.pass(9_999);
    assertTrue(engine.token(ORDERS).isCompletedExceptionally());
    time.pass(1);
    assertEquals("Bearer eyJ.secret.second", arrived(ORDERS).headerValue());
    assertEquals(List.of(10_000L), source.pauses());
  }

  @Test
  void aRefusalFailsAtOnceAndSaysForWhomAndWhy() {
    var asRobot = new Audience("https://orders.example.com", "robot@example.com");
    source.thenFailure(false, 0);
    var waiting = engine.token(asRobot);
    time.settle();

    var failure = failure(waiting);
    assertEquals(
        "no ID token for https://orders.example.com as robot@example.com after 1 try in 0 ms:"
            + " the source is ill",
        failure.getMessage());
    assertInstanceOf(TokenSourceException.class, failure.getCause());
    assertEquals(1, source.calls());
  }

  @Test
  void aFlightTriesOnceMoreHalfASecondBeforeItsEndAndCountsItsTries() {
    for (int i = 0; i < 12; i++) {
      source.thenFailure(true, 0);
    }
    var waiting = engine.token(ORDERS);
    time.pass(4_500);

    assertEquals(
        "no ID token for https://orders.example.com as the default robot after 12 tries in 4500 ms: the source is ill",
        failure(waiting).getMessage());
    assertEquals(
        List.of(100L, 200L, 400L, 500L, 500L, 500L, 500L, 500L, 500L, 500L, 300L), source.pauses());
    assertTrue(time.isIdle());
  }

  @Test
  void afterAFailedFlightCallersFailAtOnceUntilTheBackOffIsOver() throws Exception {
    source.thenFailure(false, 0).thenToken("second", HOUR);
    var first = engine.token(ORDERS);
    time.settle();
    time.pass(999);

    assertSame(failure(first), failure(engine.token(ORDERS)));
    assertTrue(time.isIdle());
    time.pass(1);
    assertTrue(time.isIdle(), "nothing is fetched while nobody asks");
    assertEquals("Bearer eyJ.secret.second", arrived(ORDERS).headerValue());
  }

  @Test
  void theBackOffGrowsWithEachFailedFlightAndEndsWithAToken() throws Exception {
    source.thenFailure(false, 0).thenFailure(false, 0).thenToken("third", LAST + 1);
    source.thenFailure(false, 0).thenToken("fifth", HOUR);
    var unused = engine.token(ORDERS);
    time.pass(1_000);
    unused = engine.token(ORDERS);
    time.pass(1_999);
    assertTrue(engine.token(ORDERS).isCompletedExceptionally());
    time.pass(1);
    arrived(ORDERS);

    time.pass(1);
    var fourth = engine.token(ORDERS);
    time.settle();
    failure(fourth);
    time.pass(1_000);
    assertEquals("Bearer eyJ.secret.fifth", arrived(ORDERS).headerValue());
  }

  @Test
  void callersAreNotKeptFromASourceForLongerThanTenSeconds() {
    for (int i = 0; i < 8; i++) {
      source.thenFailure(false, 0);
      var unused = engine.token(ORDERS);
      time.pass(10_000);
    }

    assertEquals(8, source.calls());
  }

  @Test
  void aSourceThatHangsHoldsItsCallersUntilTheTimeOutAndItsLateTokenIsKept() {
    var waiting = engine.token(ORDERS);
    source.then(
        audience -> {
          time.pass(TIME_OUT - 1);
          assertFalse(waiting.isDone());
          time.pass(1);
          assertEquals(
              "no ID token for https://orders.example.com as the default robot after 1 try in 5000 ms:"
                  + " no answer from the token source",
              failure(waiting).getMessage());
          time.pass(10_000);
          assertTrue(engine.token(ORDERS).isCompletedExceptionally());
          return token("late", audience.aud(), time.wallMillis() + HOUR);
        });
    time.settle();

    assertEquals("Bearer eyJ.secret.late", cached(ORDERS).headerValue());
    assertEquals(1, source.calls());
    assertTrue(time.isIdle());
  }

  @Test
  void aSourceThatHangsAtItsSecondTryIsToldWithTheFirstAnswer() {
    var waiting = engine.token(ORDERS);
    source.thenFailure(true, 0);
    source.then(
        audience -> {
          time.pass(TIME_OUT);
          throw new TokenSourceException("too late for anyone", true, 0, null);
        });
    time.pass(100);

    assertEquals(
        "no ID token for https://orders.example.com as the default robot after 2 tries in 5000 ms: the source is ill",
        failure(waiting).getMessage());
    assertEquals(2, source.calls());
    assertTrue(time.isIdle());
  }

  @Test
  void aCallerWhoJoinsARenewalWaitsForItsOwnTimeOut() throws Exception {
    source.thenToken("first", LAST + 1);
    arrived(ORDERS);
    source.then(
        audience -> {
          time.pass(60_000);
          var waiting = engine.token(ORDERS);
          time.pass(TIME_OUT - 1);
          assertFalse(waiting.isDone());
          time.pass(1);
          assertTrue(waiting.isCompletedExceptionally());
          throw new TokenSourceException("the source is ill", true, 0, null);
        });
    engine.cached(ORDERS);
    time.settle();

    assertEquals(2, source.calls());
  }

  @Test
  void aTokenThatDiedWhileTheProcessWasFrozenIsNotUsed() throws Exception {
    source.thenToken("first", HOUR).thenToken("second", HOUR);
    arrived(ORDERS);
    time.jumpWall(HOUR - LAST);

    assertNull(engine.cached(ORDERS));
    assertEquals("Bearer eyJ.secret.second", arrived(ORDERS).headerValue());
  }

  @Test
  void aWallClockThatJumpsBackNeitherDropsNorRenewsAToken() throws Exception {
    source.thenToken("first", HOUR);
    var first = arrived(ORDERS);
    time.jumpWall(-600_000);

    assertSame(first, engine.cached(ORDERS));
    assertTrue(time.isIdle());
  }

  @Test
  void aWallClockThatJumpsDoesNotTouchABackOff() {
    source.thenFailure(false, 0);
    var unused = engine.token(ORDERS);
    time.settle();
    time.jumpWall(600_000);
    assertTrue(engine.token(ORDERS).isCompletedExceptionally());
    time.jumpWall(-1_200_000);
    assertTrue(engine.token(ORDERS).isCompletedExceptionally());
    assertEquals(1, source.calls());
  }

  @Test
  void aTokenForAnotherAudienceIsAFailureAndNeverKept() {
    source.then(audience -> token("foreign", "https://evil.example.com", time.wallMillis() + HOUR));
    source.thenFailure(false, 0);
    var waiting = engine.token(ORDERS);
    time.settle();
    assertNull(engine.cached(ORDERS));
    time.pass(100);

    assertNull(engine.cached(ORDERS));
    assertTrue(waiting.isCompletedExceptionally());
  }

  @Test
  void aTokenThatIsDeadOnArrivalIsAFailureAndNeverKept() {
    for (int i = 0; i < 12; i++) {
      source.thenToken("dead", LAST);
    }
    var waiting = engine.token(ORDERS);
    time.pass(TIME_OUT);

    assertNull(engine.cached(ORDERS));
    assertEquals(
        "no ID token for https://orders.example.com as the default robot after 12 tries in 4500 ms:"
            + " the source answered with a token that has only 30 s to live",
        failure(waiting).getMessage());
  }

  @Test
  void aTokenThatWasOverBeforeItCameIsBlamedOnTheClock() {
    source.thenToken("dead", -600_000).thenFailure(false, 0);
    var waiting = engine.token(ORDERS);
    time.settle();

    assertNull(engine.cached(ORDERS));
    assertFalse(waiting.isDone());
    time.pass(100);
    assertTrue(waiting.isCompletedExceptionally());
  }

  @Test
  void aTokenThatAServiceRefusesIsDroppedAndTheNextCallerHasANewOne() throws Exception {
    source.thenToken("first", HOUR).thenToken("second", HOUR);
    var first = arrived(ORDERS);
    engine.refused(ORDERS, first.headerValue(), 0);

    assertNull(engine.cached(ORDERS));
    assertTrue(time.isIdle(), "nothing is fetched while nobody asks");
    assertEquals("Bearer eyJ.secret.second", arrived(ORDERS).headerValue());
  }

  @Test
  void aLateRefusalOfAnOlderTokenLeavesThePresentOne() throws Exception {
    source.thenToken("first", HOUR).thenToken("second", HOUR);
    var first = arrived(ORDERS);
    time.pass(HOUR - LAST);
    var second = arrived(ORDERS);
    engine.refused(ORDERS, first.headerValue(), 0);
    engine.refused(ORDERS, "Bearer of.the.application", 0);

    assertSame(second, engine.cached(ORDERS));
  }

  @Test
  void aServiceThatRefusesEveryTokenCausesOneCallOfTheSourceInThirtySeconds() throws Exception {
    for (int i = 0; i < 3; i++) {
      source.thenToken("token " + i, HOUR);
    }
    for (int i = 0; i < 590; i++) {
      var token = arrived(ORDERS);
      engine.refused(ORDERS, token.headerValue(), 0);
      time.pass(100);
    }

    assertEquals(List.of(100L, 30_000L), source.pauses());
  }

  @Test
  void aRefusalForOneAudienceLeavesTheOthersAlone() throws Exception {
    source.thenToken("orders", HOUR).thenToken("stock", HOUR).thenToken("next", HOUR);
    var orders = arrived(ORDERS);
    var stock = arrived(STOCK);
    engine.refused(STOCK, orders.headerValue(), 0);
    engine.refused(BILLS, orders.headerValue(), 0);
    assertSame(orders, engine.cached(ORDERS));
    engine.refused(ORDERS, orders.headerValue(), 0);

    assertSame(stock, engine.cached(STOCK));
    engine.refused(STOCK, stock.headerValue(), 0);
    assertNull(engine.cached(STOCK), "each audience has its own 30 seconds");
  }

  @Test
  void callersGoOnAtOnceWithARefusedTokenThatTheSourceRepeats() throws Exception {
    source.thenToken("first", HOUR);
    var first = arrived(ORDERS);
    engine.refused(ORDERS, first.headerValue(), 0);
    source.then(audience -> token("first", audience.aud(), first.expiresAtMillis()));
    assertEquals(first.headerValue(), arrived(ORDERS).headerValue());

    for (int minute = 0; minute < 5; minute++) {
      time.pass(60_000);
      source.then(audience -> token("first", audience.aud(), first.expiresAtMillis()));
      engine.refused(ORDERS, first.headerValue(), 0);
      assertEquals(first.headerValue(), cached(ORDERS).headerValue(), "nobody waits");
      time.settle();
    }
    assertEquals(7, source.calls(), "the source is asked in the background for another one");
    time.pass(60_000);
    source.thenToken("second", HOUR);
    engine.refused(ORDERS, first.headerValue(), 0);
    time.settle();
    assertEquals("Bearer eyJ.secret.second", cached(ORDERS).headerValue());
  }

  @Test
  void aRefusedTokenIsBetterThanNoneWhenTheSourceFails() throws Exception {
    source.thenToken("first", HOUR).thenFailure(true, 0);
    var first = arrived(ORDERS);
    engine.refused(ORDERS, first.headerValue(), 0);

    assertSame(first, arrived(ORDERS));
    assertSame(first, engine.cached(ORDERS));
    assertEquals(2, source.calls(), "one question tells");
  }

  @Test
  void aRefusedTokenIsBetterThanNoneWhenTheSourceHangs() throws Exception {
    source.thenToken("first", HOUR);
    var first = arrived(ORDERS);
    engine.refused(ORDERS, first.headerValue(), 0);
    var waiting = engine.token(ORDERS);
    source.then(
        audience -> {
          time.pass(TIME_OUT);
          assertSame(first, waiting.join());
          assertSame(first, engine.cached(ORDERS));
          return token("second", audience.aud(), time.wallMillis() + HOUR);
        });
    time.settle();

    assertEquals("Bearer eyJ.secret.second", cached(ORDERS).headerValue());
  }

  @Test
  void aRefusedTokenThatHasExpiredMeanwhileIsNotTakenBack() throws Exception {
    source.thenToken("first", LAST + 1_000).thenFailure(false, 0);
    var first = arrived(ORDERS);
    engine.refused(ORDERS, first.headerValue(), 0);
    time.pass(1_000);
    var waiting = engine.token(ORDERS);
    time.settle();

    assertTrue(waiting.isCompletedExceptionally());
    assertNull(engine.cached(ORDERS));
  }

  @Test
  void aCallerWhoJoinsLateWaitsItsOwnTime() throws Exception {
    for (int i = 0; i < 20; i++) {
      source.thenFailure(true, 0);
    }
    var first = engine.token(ORDERS);
    time.pass(4_000);
    var late = engine.token(ORDERS);
    time.pass(1_000);
    assertTrue(first.isCompletedExceptionally());
    assertFalse(late.isDone());
    var tooLate = engine.token(ORDERS);
    assertTrue(tooLate.isCompletedExceptionally(), "the source has failed for a whole time-out");
    source.forget().thenToken("second", HOUR);
    time.pass(1_000);

    assertEquals("Bearer eyJ.secret.second", late.get().headerValue());
  }

  @Test
  void aCallerWhoJoinsLateFailsAtTheEndOfItsOwnTime() {
    source.then(
        audience -> {
          time.pass(60_000);
          throw new TokenSourceException("too late for anyone", true, 0, null);
        });
    var first = engine.token(ORDERS);
    var joined = new CompletableFuture<CompletableFuture<IdToken>>();
    var unused = time.schedule(() -> joined.complete(engine.token(ORDERS)), TIME_OUT - 1);
    unused = time.schedule(() -> assertTrue(first.isCompletedExceptionally()), TIME_OUT + 1);
    unused = time.schedule(() -> assertFalse(joined.join().isDone()), 2 * TIME_OUT - 2);
    unused = time.schedule(() -> assertTrue(joined.join().isDone()), 2 * TIME_OUT);
    time.settle();

    assertTrue(joined.join().isCompletedExceptionally());
  }

  @Test
  void aFlightWhoseCallersHaveGoneIsNotFlown() throws Exception {
    engine.token(ORDERS).cancel(true);
    time.settle();
    assertEquals(0, source.calls());
    assertTrue(time.isIdle());

    source.thenToken("first", HOUR);
    assertEquals("Bearer eyJ.secret.first", arrived(ORDERS).headerValue());
  }

  @Test
  void aFlightWhoseCallersHaveGoneStopsRetrying() {
    source.thenFailure(true, 0);
    var waiting = engine.token(ORDERS);
    time.settle();
    waiting.cancel(true);
    time.pass(TIME_OUT);

    assertEquals(1, source.calls());
    assertTrue(time.isIdle());
  }

  @Test
  void whoComesAfterACallerThatHasGivenUpHasAllOfItsOwnTime() throws Exception {
    source.thenFailure(true, 0).thenFailure(true, 0).thenToken("first", HOUR);
    var givesUp = engine.token(ORDERS);
    givesUp.cancel(true);
    givesUp = engine.token(ORDERS);
    time.settle();
    givesUp.cancel(true);
    time.pass(100);
    var waiting = engine.token(ORDERS);
    time.settle();
    assertFalse(waiting.isDone());
    time.pass(300);

    assertEquals("Bearer eyJ.secret.first", waiting.get().headerValue());
  }

  @Test
  void eachTryAfterAFailureMayTakeLonger() throws Exception {
    var limits = new ArrayList<Long>();
    var limited =
        new TokenSource() {
          @Override
          public IdToken mint(Audience audience, long limitMillis) throws TokenSourceException {
            limits.add(limitMillis);
            return source.mint(audience, limitMillis);
          }

          @Override
          public String identity(Audience audience) {
            return "the default robot";
          }
        };
    var patient = new TokenEngine(limited, time, () -> 0, time, TIME_OUT, List.of(), 3);
    source.thenFailure(true, 0).thenFailure(true, 0).thenFailure(true, 0);
    source.thenToken("first", LAST + 1_000).thenToken("second", HOUR);
    var first = patient.token(ORDERS);
    time.pass(700);
    assertNotNull(first.get());
    time.pass(1_000);
    var second = patient.token(ORDERS);
    time.settle();
    assertNotNull(second.get());

    assertEquals(List.of(4_000L, 8_000L, 12_000L, 12_000L, 4_000L), limits);
  }

  @Test
  void whatLooksPermanentIsAskedAboutOnceEachTimeAndAtLastOnceAMinute() {
    for (int i = 0; i < 40; i++) {
      source.then(
          audience -> {
            throw new TokenSourceException("not bound", true, 0, null) {
              @Override
              public boolean isLikelyPermanent() {
                return true;
              }
            };
          });
    }
    var first = engine.token(ORDERS);
    time.pass(TIME_OUT);
    assertTrue(first.isCompletedExceptionally());
    int inTheFirstFlight = source.calls();
    assertTrue(inTheFirstFlight > 5, "a binding may be on its way");
    for (int tenth = 0; tenth < 3_000; tenth++) {
      var waiting = engine.token(ORDERS);
      time.settle();
      assertTrue(waiting.isCompletedExceptionally(), "nobody waits for it again");
      time.pass(100);
    }

    var pauses = source.pauses();
    assertEquals(
        List.of(2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L),
        pauses.subList(inTheFirstFlight, inTheFirstFlight + 6));
  }

  @Test
  void noCounterGoesBackWhenAnAudienceGoesAndComesBack() throws Exception {
    for (int round = 1; round <= 3; round++) {
      for (var audience : List.of(ORDERS, STOCK, BILLS, USERS, MAILS)) {
        source.thenToken(audience.aud() + round, HOUR);
        var unused = arrived(audience);
        engine.sent(audience);
        time.pass(2_000);
      }
      assertEquals(5L * round, engine.sent());
      for (var tally : engine.tallies()) {
        assertEquals(round, tally.sent(), tally.audience().aud());
        assertEquals(round, tally.minted(), tally.audience().aud());
      }
      assertEquals(MOST_OTHERS, engine.tallies().size());
    }
  }

  @Test
  void theTotalStaysWhereMoreAudiencesGoThanAreRemembered() throws Exception {
    for (int i = 0; i < 100; i++) {
      var audience = new Audience("https://service-" + i + ".example.com", null);
      source.thenToken("token " + i, HOUR);
      var unused = arrived(audience);
      engine.sent(audience);
      assertEquals(i + 1, engine.sent());
    }
  }

  @Test
  void aMachineWithoutAThreadForTheTimeOutLetsNobodyWait() throws Exception {
    time.hasNoTimer(true);
    assertThrows(OutOfMemoryError.class, () -> engine.token(ORDERS));
    time.settle();
    assertEquals(0, source.calls());

    time.hasNoTimer(false);
    source.thenToken("first", HOUR);
    assertEquals("Bearer eyJ.secret.first", arrived(ORDERS).headerValue());
  }

  @Test
  void aMachineThatIsOutOfThreadsEndsEachWaitInTime() {
    var waiting = engine.token(ORDERS);
    var hasEnded = new boolean[1];
    source.then(
        audience -> {
          time.hasNoThreads(true);
          time.pass(TIME_OUT);
          hasEnded[0] = waiting.isCompletedExceptionally();
          throw new TokenSourceException("too late for anyone", true, 0, null);
        });
    time.settle();

    assertTrue(hasEnded[0]);
    assertEquals(1, source.calls());
  }

  @Test
  void aMachineThatIsOutOfThreadsKeepsSendingTheTokenThatItHas() throws Exception {
    source.thenToken("first", HOUR).thenToken("second", HOUR);
    var first = arrived(ORDERS);
    time.pass(HOUR - RENEWAL);
    time.hasNoThreads(true);

    assertSame(first, engine.cached(ORDERS));
    time.hasNoThreads(false);
    time.pass(1_000);
    engine.cached(ORDERS);
    time.settle();
    assertEquals("Bearer eyJ.secret.second", cached(ORDERS).headerValue());
  }

  @Test
  void noFailureShowsAToken() {
    source.then(audience -> token("foreign", "https://evil.example.com", time.wallMillis() + HOUR));
    source.thenToken("dead", -1);
    source.thenFailure(false, 0);
    var waiting = engine.token(ORDERS);
    time.pass(TIME_OUT);

    var told = new StringWriter();
    failure(waiting).printStackTrace(new PrintWriter(told));
    assertFalse(told.toString().contains("eyJ"));
  }

  @Test
  void aFaultOfTheSourceIsAFailureLikeAnyOther() throws Exception {
    source.then(
        audience -> {
          throw new StackOverflowError("too deep");
        });
    source.thenToken("second", HOUR);
    var waiting = engine.token(ORDERS);
    time.settle();

    assertEquals(
        "no ID token for https://orders.example.com as the default robot after 1 try in 0 ms: an internal error in the agent:"
            + " java.lang.StackOverflowError: too deep",
        failure(waiting).getMessage());
    time.pass(1_000);
    assertEquals("Bearer eyJ.secret.second", arrived(ORDERS).headerValue());
  }

  @Test
  void aSourceThatCannotSayForWhomItMintsFailsItsCallersAndIsAskedAgain() throws Exception {
    var nameless =
        new TokenSource() {
          @Override
          public IdToken mint(Audience audience, long limitMillis) throws TokenSourceException {
            return source.mint(audience, 4_000);
          }

          @Override
          public String identity(Audience audience) {
            throw new IllegalStateException("nobody");
          }
        };
    var anonymous =
        new TokenEngine(nameless, time, () -> 0, time, TIME_OUT, List.of(), MOST_OTHERS);

    source.thenFailure(false, 0);
    var refused = anonymous.token(ORDERS);
    time.settle();
    assertTrue(failure(refused).toString().endsWith(": the source is ill"));

    time.pass(1_000);
    var overdue = anonymous.token(ORDERS);
    source.then(
        audience -> {
          time.pass(TIME_OUT);
          assertTrue(failure(overdue).toString().endsWith(": no answer from the token source"));
          return token("late", audience.aud(), time.wallMillis() + HOUR);
        });
    time.settle();
    assertEquals("Bearer eyJ.secret.late", anonymous.token(ORDERS).get().headerValue());
  }

  @Test
  void cancellingOneWaitLeavesTheFlightAndTheOtherCallersAlone() throws Exception {
    source.thenToken("first", HOUR);
    var cancelled = engine.token(ORDERS);
    var other = engine.token(ORDERS);
    cancelled.cancel(true);
    time.settle();

    assertTrue(cancelled.isCancelled());
    assertEquals("Bearer eyJ.secret.first", other.get().headerValue());
    assertEquals(1, source.calls());
  }

  @Test
  void eachAudienceAndEachIdentityHasATokenOfItsOwn() throws Exception {
    var asRobot = new Audience(ORDERS.aud(), "robot@example.com");
    source.thenToken("own", HOUR).thenToken("robot", HOUR).thenToken("stock", HOUR);

    assertEquals("Bearer eyJ.secret.own", arrived(ORDERS).headerValue());
    assertEquals("Bearer eyJ.secret.robot", arrived(asRobot).headerValue());
    assertEquals("Bearer eyJ.secret.stock", arrived(STOCK).headerValue());
    assertEquals("Bearer eyJ.secret.own", cached(ORDERS).headerValue());
  }

  @Test
  void theAudienceUnusedForLongestGoesWhenThereAreTooMany() throws Exception {
    for (var audience : List.of(ORDERS, STOCK, BILLS)) {
      source.thenToken(audience.aud(), HOUR);
      arrived(audience);
      time.pass(2_000);
    }
    assertNotNull(engine.cached(ORDERS));
    source.thenToken("users", HOUR);
    arrived(USERS);

    assertNull(engine.cached(STOCK));
    assertNotNull(engine.cached(ORDERS));
    assertNotNull(engine.cached(BILLS));
    assertNotNull(engine.cached(USERS));
  }

  @Test
  void anAudienceThatWaitsForItsFirstTokenIsNotTheOneThatGoes() throws Exception {
    for (var audience : List.of(ORDERS, STOCK, BILLS)) {
      source.thenToken(audience.aud(), HOUR);
      arrived(audience);
      time.pass(2_000);
    }
    source.thenToken("users", HOUR).thenToken("mails", HOUR);
    var users = engine.token(USERS);
    var mails = engine.token(MAILS);
    time.settle();

    assertSame(users.get(), engine.cached(USERS));
    assertSame(mails.get(), engine.cached(MAILS));
    assertNull(engine.cached(ORDERS));
    assertNull(engine.cached(STOCK));
  }

  @Test
  void theAudiencesOfTheConfigurationStayHoweverManyOthersCome() throws Exception {
    var withFixed = new TokenEngine(source, time, () -> 0, time, TIME_OUT, List.of(ORDERS), 1);
    for (var audience : List.of(ORDERS, STOCK, BILLS, USERS)) {
      source.thenToken(audience.aud(), HOUR);
      var waiting = withFixed.token(audience);
      time.settle();
      waiting.get();
      time.pass(2_000);
    }

    assertNotNull(withFixed.cached(ORDERS));
    assertNull(withFixed.cached(STOCK));
    assertNotNull(withFixed.cached(USERS));
  }

  /** Sends a request each tenth of a second. */
  private void requests(long millis) {
    for (long passed = 0; passed < millis; passed += 100) {
      engine.cached(ORDERS);
      time.pass(100);
    }
  }

  private IdToken arrived(Audience audience) throws Exception {
    var waiting = engine.token(audience);
    time.settle();
    return waiting.get();
  }

  private IdToken cached(Audience audience) {
    var token = engine.cached(audience);
    assertNotNull(token);
    return token;
  }

  private static IOException failure(CompletableFuture<IdToken> waiting) {
    assertTrue(waiting.isDone());
    var thrown = assertThrows(ExecutionException.class, waiting::get);
    return assertInstanceOf(IOException.class, thrown.getCause());
  }
}
