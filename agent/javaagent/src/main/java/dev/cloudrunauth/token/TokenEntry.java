package dev.cloudrunauth.token;

import dev.cloudrunauth.audience.Audience;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The token of one audience, and the one {@link Flight} that fetches the next.
 *
 * <p>A token is {@linkplain TokenState absent, fresh, ending or over}; there is a flight or there
 * is none; after a flight that brought nothing the source rests. Any thread may ask.
 */
final class TokenEntry {

  private static final long USE_RESOLUTION_MILLIS = 1_000;
  private static final long BETWEEN_DROPS_MILLIS = 30_000;

  final Audience audience;
  final ReentrantLock lock = new ReentrantLock();
  final LongAdder sent = new LongAdder();
  private final TokenEngine engine;

  // Written with the lock held.
  private volatile @Nullable IdToken token;
  private volatile @Nullable IdToken previous;
  private volatile @Nullable Flight flight;

  /** No renewals: nobody waits for them, and the token at hand serves on. */
  private final Rest betweenRenewals;

  /** No flights at all: callers have waited in vain, and those who come now fail with them. */
  private final Rest betweenFailures;

  // Wall time, as the one clock that each call reads; a jump of it costs a wrong choice, no more.
  private volatile long lastUsedMillis;

  // Guarded by the lock.
  private @Nullable IOException lastFailure;
  private long sourceAskedForUntilMillis = Long.MIN_VALUE;
  private long nextDropMillis = Long.MIN_VALUE;
  private long minted;
  private long renewed;
  private long failures;

  TokenEntry(Audience audience, TokenEngine engine) {
    this.audience = audience;
    this.engine = engine;
    betweenRenewals = new Rest(engine.betweenRenewals);
    betweenFailures = new Rest(engine.betweenFailures);
    lastUsedMillis = engine.ticker.wallMillis();
  }

  long lastUsedMillis() {
    return lastUsedMillis;
  }

  boolean gaveOut(String headerValue) {
    return carries(token, headerValue) || carries(previous, headerValue);
  }

  /** The token, if it may be sent now; starts a renewal near its end. */
  @Nullable IdToken usable() {
    long now = engine.ticker.wallMillis();
    if (Math.abs(now - lastUsedMillis) > USE_RESOLUTION_MILLIS) {
      lastUsedMillis = now;
    }
    var present = token;
    var state = TokenState.of(present, now);
    if (state == TokenState.FRESH) {
      return present;
    }
    if (state == TokenState.ENDING) {
      renew();
      return present;
    }
    return null;
  }

  /** The token, or the answer of the flight that is on its way or begins now. */
  CompletableFuture<IdToken> await() {
    lock.lock();
    try {
      var present = usable();
      if (present != null) {
        return CompletableFuture.completedFuture(present);
      }
      var joined = flight;
      if (joined == null) {
        long now = engine.ticker.steadyMillis();
        var failure = lastFailure;
        if (failure != null && !betweenFailures.isOver(now)) {
          return CompletableFuture.failedFuture(failure);
        }
        joined = begin(Math.max(now, sourceAskedForUntilMillis) - now);
      }
      return joined.join();
    } finally {
      lock.unlock();
    }
  }

  /** The token, or the answer of the flight that is on its way or begins now, unawaited. */
  CompletableFuture<IdToken> ahead() {
    lock.lock();
    try {
      var present = usable();
      if (present != null) {
        return CompletableFuture.completedFuture(present);
      }
      var watched = flight;
      return (watched == null ? begin(0) : watched).watch();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A service does not accept a token. It is dropped if it is still the one at hand, and not again
   * soon: a service that refuses every token must not make the source mint without end.
   */
  void refused(String headerValue, long serverMillis) {
    lock.lock();
    try {
      var present = token;
      if (present == null || !carries(present, headerValue)) {
        return;
      }
      engine.clockSkew.onRefusal(present, serverMillis, engine.ticker.wallMillis());
      long now = engine.ticker.steadyMillis();
      if (now >= nextDropMillis) {
        nextDropMillis = now + BETWEEN_DROPS_MILLIS;
        previous = present;
        token = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Drops the token: who comes from now on waits for one that is not asked for yet. Those who wait
   * already get what they wait for.
   *
   * @return whether there was one
   */
  boolean drop() {
    lock.lock();
    try {
      var present = token;
      if (present != null) {
        previous = present;
        token = null;
      }
      forgetFlight();
      long now = engine.ticker.steadyMillis();
      betweenRenewals.restart(now, 0);
      betweenFailures.restart(now, 0);
      return present != null;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody wait any longer, as nobody needs a token now. */
  void endWaits() {
    Flight ended;
    lock.lock();
    try {
      ended = forgetFlight();
    } finally {
      lock.unlock();
    }
    if (ended != null) {
      // On a thread of ours: requests go on behind it.
      engine.executor.execute(ended::endEarly);
    }
  }

  TokenTally tally() {
    lock.lock();
    try {
      var present = token;
      return new TokenTally(
          audience,
          minted,
          renewed,
          failures,
          sent.sum(),
          present == null ? 0 : present.issuedAtMillis(),
          present == null ? 0 : present.expiresAtMillis());
    } finally {
      lock.unlock();
    }
  }

  /** Its token will go to those who wait for it, and to no other. */
  private @Nullable Flight forgetFlight() {
    var forgotten = flight;
    if (forgotten != null) {
      forgotten.forget();
      flight = null;
    }
    return forgotten;
  }

  private void renew() {
    if (!isRenewalDue()) {
      return;
    }
    lock.lock();
    try {
      // Again, as another thread may have begun one meanwhile, and that one may have landed.
      if (isRenewalDue() && TokenState.of(token, engine.ticker.wallMillis()) == TokenState.ENDING) {
        begin(0);
      }
    } catch (RuntimeException | OutOfMemoryError noThread) {
      // The token at hand is good: a machine that is out of threads must not lose it over this.
      betweenRenewals.lengthen(engine.ticker.steadyMillis(), 0);
    } finally {
      lock.unlock();
    }
  }

  private boolean isRenewalDue() {
    return flight == null && betweenRenewals.isOver(engine.ticker.steadyMillis());
  }

  private Flight begin(long delayMillis) {
    var begun = new Flight(this, engine);
    begun.takeOff(delayMillis);
    flight = begun;
    return begun;
  }

  /**
   * A flight has brought a token that may be sent.
   *
   * @return whether it is the first one for this audience
   */
  boolean arrived(Flight from, IdToken arrived) {
    land(from);
    if (from.isForgotten()) {
      minted++;
      previous = arrived;
      return false;
    }
    lastFailure = null;
    long now = engine.ticker.steadyMillis();
    betweenFailures.restart(now, 0);
    var present = token;
    if (present != null && carries(present, arrived.headerValue())) {
      // The source has no newer one yet.
      betweenRenewals.lengthen(now, 0);
      return false;
    }
    long wallMillis = engine.ticker.wallMillis();
    boolean isAlwaysEnding =
        present != null && TokenState.of(arrived, wallMillis) == TokenState.ENDING;
    // Tokens of a source that makes them as short-lived as this would be renewed without a pause.
    long usableMillis = arrived.expiresAtMillis() - wallMillis - TokenState.OVER_MILLIS;
    betweenRenewals.restart(now, isAlwaysEnding ? usableMillis / 2 : 0);
    boolean isFirst = present == null && previous == null;
    if (present != null) {
      previous = present;
      renewed++;
    }
    token = arrived;
    minted++;
    return isFirst;
  }

  /** The source was asked once, and gave nothing. */
  void countFailure() {
    failures++;
  }

  /** A flight has brought nothing. */
  void failed(Flight from, TokenSourceException failure, IOException answer) {
    land(from);
    if (from.isForgotten()) {
      return;
    }
    long now = engine.ticker.steadyMillis();
    long askedForMillis = Math.min(failure.retryAfterMillis(), BackOff.MOST_ASKED_MILLIS);
    sourceAskedForUntilMillis = now + askedForMillis;
    betweenRenewals.lengthen(now, askedForMillis);
    if (from.isAwaited() || askedForMillis >= engine.timeoutMillis) {
      betweenFailures.lengthen(now, askedForMillis);
      lastFailure = answer;
    }
  }

  /** A flight takes longer than anybody waits. */
  void overdue(IOException answer) {
    lastFailure = answer;
  }

  private void land(Flight from) {
    // Not one that never began for want of a thread, and was run by the executor all the same.
    if (flight == from) {
      flight = null;
    }
  }

  private static boolean carries(@Nullable IdToken token, String headerValue) {
    return token != null && headerValue.equals(token.headerValue());
  }
}
