package dev.cloudrunauth.credentials;

import static dev.cloudrunauth.token.Allocation.bytesPerCall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.local.LocalCloudRun;
import dev.cloudrunauth.local.fault.Fault;
import dev.cloudrunauth.local.fault.Garbage;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.iam.IamCredentials;
import dev.cloudrunauth.local.metadata.MetadataServer;
import dev.cloudrunauth.token.IdToken;
import dev.cloudrunauth.token.ManualTime;
import dev.cloudrunauth.token.TokenEngine;
import dev.cloudrunauth.token.TokenSource;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What config/REFERENCE.md promises of tokens, a group of tests for each promise: the engine,
 * Google's library and real sockets, against a metadata server that misbehaves. Time is the test's;
 * nothing waits here but for the network.
 */
@Timeout(60)
class TokenContractTest {

  private static final Audience ORDERS = new Audience("https://orders-4fjx2k-uc.a.run.app", null);
  private static final String CALLER = "orders-caller@demo-project.iam.gserviceaccount.com";
  private static final Audience ORDERS_AS_CALLER = new Audience(ORDERS.aud(), CALLER);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long RENEWAL = 225_000;
  private static final long LAST = 30_000;
  private static final long TIME_OUT = 5_000;

  /** How long a try waits for an answer that does not come. */
  private static final int HANG_MILLIS = 1_000;

  @TempDir private static File home;

  private static final ManualTime TIME = new ManualTime();
  private static final LocalCloudRun GOOGLE =
      LocalCloudRun.sample()
          .clock(TIME.clock())
          .tokenLifetime(HOUR)
          .mayImpersonate(LocalCloudRun.DEFAULT_PRINCIPAL, CALLER)
          .start();

  private final ManualTime time = TIME;
  private final MetadataServer metadata = GOOGLE.metadataServer();
  private final IamCredentials iam = GOOGLE.iamCredentials();
  private final TokenEngine engine = engine(GOOGLE.environment());
  private int hangs;

  @BeforeEach
  void forgetTheTestBefore() {
    time.forget();
    // To a full second, as "exp" counts in those.
    time.jumpWall(2 * HOUR.toMillis() - time.wallMillis() % 1_000);
    metadata.recover();
    iam.recover();
    GOOGLE.clear();
  }

  @AfterAll
  static void close() {
    GOOGLE.close();
  }

  @Nested
  class AFreshToken {

    @Test
    void isReturnedAtOnceWithoutARequestOrAByteOfGarbage() throws Throwable {
      var token = arrived();
      time.pass(HOUR.toMillis() - RENEWAL - 1);

      assertEquals(0, bytesPerCall(() -> assertSame(token, engine.cached(ORDERS))));
      assertEquals(1, requests());
    }
  }

  @Nested
  class ATokenNearItsEnd {

    @Test
    void isStillReturnedAtOnceWhileOneRenewalFetchesTheNext() throws Exception {
      var old = arrived();
      time.pass(HOUR.toMillis() - RENEWAL);
      for (int i = 0; i < 100; i++) {
        assertSame(old, engine.cached(ORDERS));
      }
      time.settle();

      assertEquals(2, requests());
      var renewed = engine.cached(ORDERS);
      assertNotNull(renewed);
      assertEquals(time.wallMillis() + HOUR.toMillis(), renewed.expiresAtMillis());
    }

    @Test
    void isAskedForEverLessOftenWhenTheSourceRepeatsIt() throws Exception {
      arrived();
      time.pass(HOUR.toMillis() - RENEWAL);
      metadata.misbehave(Fault.sameToken());
      assertServes(60_000);

      // At once, and after 1, 2, 4, 8, 16 seconds; half a minute after that is still to come.
      assertEquals(1 + 6, requests());
      metadata.recover();
      assertServes(30_000);
      assertEquals(1 + 6 + 1, requests());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 429, 500, 503})
    void servesOnToItsLastThirtySecondsWhenTheSourceFails(int status) throws Exception {
      arrived();
      time.pass(HOUR.toMillis() - RENEWAL);
      metadata.misbehave(Fault.status(status));
      assertServes(RENEWAL - LAST);

      assertNull(engine.cached(ORDERS));
      int triedInVain = requests() - 1;
      assertTrue(triedInVain >= 8 && triedInVain <= 11, triedInVain + " tries");
    }
  }

  @Nested
  class WithoutAToken {

    @Test
    void aThousandCallersWaitForOneRequest() throws Exception {
      var callers = new ArrayList<CompletableFuture<IdToken>>();
      for (int i = 0; i < 1_000; i++) {
        callers.add(engine.token(ORDERS));
        assertFalse(callers.get(i).isDone(), "no caller is held up");
      }
      time.settle();

      for (var caller : callers) {
        assertSame(callers.get(0).get(), caller.get());
      }
      assertEquals(1, requests());
    }

    @Test
    void aTokenWithThirtySecondsLeftCountsAsNone() throws Exception {
      arrived();
      time.pass(HOUR.toMillis() - LAST);
      assertNull(engine.cached(ORDERS));
      arrived();
      assertEquals(2, requests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "503", "429", "404", "disconnect", "reset", "hang"})
    void callersWaitWhileTheSourceIsAskedAgain(String trouble) throws Exception {
      metadata.answerNext(3, passing(trouble));
      hangs = trouble.equals("hang") ? 3 : 0;
      var waiting = engine.token(ORDERS);
      time.pass(2_000);

      assertEquals(ORDERS.aud(), waiting.get().audience());
      assertEquals(4, requests());
    }

    @Test
    void callersWaitWhileNobodyListensAtTheSource() throws Exception {
      metadata.misbehave(Fault.refused());
      var refused = engine.token(ORDERS);
      time.pass(TIME_OUT);
      assertTrue(failure(refused).getMessage() != null && requests() == 0);
      metadata.recover();
      time.pass(1_000);

      arrived();
    }

    @Test
    void aSourceThatAsksToBeLeftAloneIsLeftAlone() throws Exception {
      metadata.answerNext(Fault.answer(Response.text(503, "busy").with("Retry-After", "3")));
      var waiting = engine.token(ORDERS);
      time.pass(2_999);
      assertEquals(1, requests());
      time.pass(1);

      assertEquals(ORDERS.aud(), waiting.get().audience());
      assertEquals(2, requests());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void aRefusalIsNotAskedAboutAgainAndToldAsItIs(int status) {
      metadata.misbehave(Fault.answer(Response.text(status, "the account is not for you")));
      var waiting = engine.token(ORDERS);
      time.settle();

      var failure = failure(waiting);
      var message = String.valueOf(failure.getMessage());
      assertTrue(message.contains("after 1 try in "), message);
      assertTrue(
          message.endsWith(
              "the metadata server answered " + status + ": the account is not for you"),
          message);
      assertNotNull(failure.getCause());
      assertEquals(1, requests());
    }

    @Test
    void afterTheTimeOutCallersFailTogetherAndThoseWhoComeSoonAfterAtOnce() throws Exception {
      metadata.misbehave(Fault.status(503));
      var first = engine.token(ORDERS);
      var second = engine.token(ORDERS);
      time.pass(TIME_OUT);
      int asked = requests();
      assertSame(failure(first), failure(second));
      assertSame(failure(first), failure(engine.token(ORDERS)));
      assertTrue(time.isIdle(), "nothing is fetched while nobody asks");
      metadata.recover();
      assertTrue(engine.token(ORDERS).isCompletedExceptionally());
      assertEquals(asked, requests());

      time.pass(1_000);
      arrived();
      assertEquals(asked + 1, requests());
    }
  }

  @Nested
  class AnAnswerThatLooksLikeSuccess {

    @ParameterizedTest
    @EnumSource
    void isNeitherKeptNorReturned(Garbage garbage) {
      metadata.misbehave(Fault.garbage(garbage));
      var waiting = engine.token(ORDERS);
      time.pass(TIME_OUT);

      assertNull(engine.cached(ORDERS));
      var failure = failure(waiting);
      assertTrue(requests() > 1, "asked again");
      assertShowsNoToken(failure);
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheTokenThatIsStillGood(Garbage garbage) throws Exception {
      var good = arrived();
      time.pass(HOUR.toMillis() - RENEWAL);
      metadata.misbehave(Fault.garbage(garbage));
      engine.cached(ORDERS);
      time.settle();

      assertEquals(2, requests());
      assertSame(good, engine.cached(ORDERS));
    }
  }

  @Nested
  class AnImpersonatedIdentity {

    @ParameterizedTest
    @ValueSource(strings = {"500", "503", "429", "404", "disconnect", "reset", "hang"})
    void isAskedForAgainWhileCallersWait(String trouble) throws Exception {
      iam.answerNext(3, passing(trouble));
      hangs = trouble.equals("hang") ? 3 : 0;
      var waiting = engine.token(ORDERS_AS_CALLER);
      time.pass(2_000);

      assertEquals(CALLER, waiting.get().principal());
      assertEquals(4, iam.received().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void isNotAskedForAgainWhenItIsRefused(int status) {
      iam.misbehave(Fault.answer(Response.text(status, "you may not")));
      var waiting = engine.token(ORDERS_AS_CALLER);
      time.settle();

      var message = String.valueOf(failure(waiting).getMessage());
      assertTrue(message.contains(CALLER) && message.contains(status + ": you may not"), message);
      assertEquals(1, iam.received().size());
    }

    @ParameterizedTest
    @EnumSource
    void isNotTakenFromGarbage(Garbage garbage) {
      iam.misbehave(Fault.garbage(garbage));
      var waiting = engine.token(ORDERS_AS_CALLER);
      time.pass(TIME_OUT);

      assertNull(engine.cached(ORDERS_AS_CALLER));
      assertShowsNoToken(failure(waiting));
    }

    @Test
    void keepsTheAccessTokenOfItsSourceForAllAudiences() throws Exception {
      for (int i = 0; i < 3; i++) {
        var waiting = engine.token(new Audience("https://service-" + i + ".run.app", CALLER));
        time.settle();
        waiting.get();
      }

      assertEquals(3, iam.received().size());
      assertEquals(
          1, metadata.received().stream().filter(each -> each.path().endsWith("/token")).count());
    }
  }

  @Nested
  class ATokenThatAServiceRefuses {

    @Test
    void isFetchedAnewOnceInThirtySeconds() throws Exception {
      for (int tenth = 0; tenth < 310; tenth++) {
        var token = engine.cached(ORDERS);
        if (token == null) {
          token = arrived();
        }
        engine.refused(ORDERS, token.headerValue(), 0);
        time.pass(100);
      }

      assertEquals(3, requests(), "the first, and after 0 and 30 seconds");
    }
  }

  @Nested
  class Time {

    @Test
    void inWhichTheProcessWasFrozenCounts() throws Exception {
      arrived();
      time.jumpWall(HOUR.toMillis() - LAST);
      assertNull(engine.cached(ORDERS));
      arrived();
      assertEquals(2, requests());
    }

    @ParameterizedTest
    @ValueSource(longs = {-600_000, 600_000})
    void thatJumpsByTenMinutesLeavesAFreshToken(long millis) throws Exception {
      var token = arrived();
      time.jumpWall(millis);

      assertSame(token, engine.cached(ORDERS));
      assertTrue(time.isIdle());
    }
  }

  @Nested
  class ACaller {

    @Test
    void whoGivesUpEndsItsOwnWaitAlone() throws Exception {
      metadata.answerNext(Fault.status(503));
      var givesUp = engine.token(ORDERS);
      var waits = engine.token(ORDERS);
      time.settle();
      givesUp.cancel(true);
      time.pass(100);

      assertEquals(ORDERS.aud(), waits.get().audience());
      assertEquals(2, requests());
    }
  }

  /** Trouble that passes: worth asking again. */
  private static Fault passing(String trouble) {
    return switch (trouble) {
      case "disconnect" -> Fault.disconnect();
      case "reset" -> Fault.reset();
      case "hang" -> Fault.hang();
      default -> Fault.status(Integer.parseInt(trouble));
    };
  }

  private TokenEngine engine(Map<String, String> environment) {
    var server = environment.getOrDefault("GCE_METADATA_HOST", "nowhere");
    var internet = "127.0.0.1:" + GOOGLE.httpPort();
    var identity =
        new AmbientIdentity(
            environment,
            home,
            () -> new Detour(new MetadataTransport(), server),
            () -> new Detour(new MetadataTransport(), internet));
    var google = new GoogleTokenSource(identity);
    return new TokenEngine(source(google), time, () -> 0, time, TIME_OUT, List.of(ORDERS), 10);
  }

  /** The limit of a try is real time, so it is short for the tries that take all of it. */
  private TokenSource source(GoogleTokenSource google) {
    return new TokenSource() {
      @Override
      public IdToken mint(Audience audience, long limitMillis) throws TokenSourceException {
        return google.mint(audience, hangs-- > 0 ? HANG_MILLIS : Limits.AMPLE_MILLIS);
      }

      @Override
      public String identity(Audience audience) {
        return google.identity(audience);
      }
    };
  }

  private IdToken arrived() throws Exception {
    var waiting = engine.token(ORDERS);
    time.settle();
    return waiting.get();
  }

  /** A request each tenth of a second finds a token at hand. */
  private void assertServes(long millis) {
    for (long passed = 0; passed < millis; passed += 100) {
      assertNotNull(engine.cached(ORDERS), "after " + passed + " ms");
      time.pass(100);
    }
  }

  private static void assertShowsNoToken(Throwable failure) {
    for (var told = failure; told != null; told = told.getCause()) {
      assertFalse(String.valueOf(told).contains("eyJ"), "shows a token");
    }
  }

  private int requests() {
    return metadata.idTokenRequests().size();
  }

  private static IOException failure(CompletableFuture<IdToken> waiting) {
    assertTrue(waiting.isDone());
    var thrown = assertThrows(ExecutionException.class, waiting::get);
    return assertInstanceOf(IOException.class, thrown.getCause());
  }
}
