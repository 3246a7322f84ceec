package dev.cloudrunauth.token;

import dev.cloudrunauth.audience.Audience;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The token of one audience, and the one {@link Flight} that fetches the next.
 *
 * <p>A token is {@linkplain TokenState absent, fresh, ending or over}; there is a flight or there
 * is none; after a flight that brought nothing the source rests. Any thread may ask.
 */
final class TokenEntry implements Flight.Owner {

  private static final long USE_RESOLUTION_MILLIS = 1_000;
  private static final long BETWEEN_DROPS_MILLIS = 30_000;

  /** A cold JVM with a tenth of a processor needs more for TLS: then a later try succeeds. */
  private static final long FIRST_TRY_MILLIS = 4_000;

  private static final long MAX_TRY_MILLIS = 12_000;

  final Audience audience;

  /**
   * Held for some instructions, never while something is waited for. A monitor, because event loops
   * take it too, and a thread that a {@code Lock} parks there is what BlockHound forbids.
   */
  private final Object lock = new Object();

  private final AtomicBoolean isRenewing = new AtomicBoolean();
  final Counters counters;
  private final Supply supply;

  // Written with the lock held.
  private volatile @Nullable IdToken token;

  /** Written with the lock held, but for a flight that lands because there is no memory. */
  private final AtomicReference<@Nullable Flight> flight = new AtomicReference<>();

  /** No renewals: nobody waits for them, and the token at hand serves on. */
  private final Rest betweenRenewals = new Rest();

  /** No flights at all: callers have waited in vain, and those who come now fail with them. */
  private final Rest betweenFailures = new Rest();

  // Wall time, as the one clock that each call reads; a jump of it costs a wrong choice, no more.
  private volatile long lastUsedMillis;

  // Guarded by the lock.
  private @Nullable IOException lastFailure;

  /** What a service has refused last. The source may have no other, or none at all. */
  private @Nullable IdToken refused;

  private long sourceAskedForUntilMillis = Long.MIN_VALUE;
  private long nextDropMillis = Long.MIN_VALUE;
  private int failuresInARow;

  TokenEntry(Audience audience, Supply supply, Counters counters) {
    this.audience = audience;
    this.supply = supply;
    this.counters = counters;
    lastUsedMillis = supply.ticker.wallMillis();
  }

  long lastUsedMillis() {
    return lastUsedMillis;
  }

  /** The token, if it may be sent now; starts a renewal near its end. */
  @Nullable IdToken usable() {
    long now = supply.ticker.wallMillis();
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

  /** What may still be accepted: a token that is about to end, or one that was refused. */
  @Nullable IdToken unexpired() {
    var present = token;
    long now = supply.ticker.wallMillis();
    if (present != null && present.expiresAtMillis() > now) {
      return present;
    }
    var last = lastRefused();
    return last != null && last.expiresAtMillis() > now ? last : null;
  }

  private @Nullable IdToken lastRefused() {
    synchronized (lock) {
      return refused;
    }
  }

  /** The token, or the answer of the flight that is on its way or begins now. */
  CompletableFuture<IdToken> await() {
    synchronized (lock) {
      var present = usable();
      if (present != null) {
        return CompletableFuture.completedFuture(present);
      }
      var joined = flight.get();
      if (joined == null) {
        long now = supply.ticker.steadyMillis();
        var failure = lastFailure;
        if (failure != null && !betweenFailures.isOver(now)) {
          return CompletableFuture.failedFuture(failure);
        }
        joined = begin(Math.max(now, sourceAskedForUntilMillis) - now, true);
      }
      return joined.join();
    }
  }

  /** The token, or the answer of the flight that is on its way or begins now, unawaited. */
  CompletableFuture<IdToken> ahead() {
    synchronized (lock) {
      var present = usable();
      if (present != null) {
        return CompletableFuture.completedFuture(present);
      }
      var watched = flight.get();
      return (watched == null ? begin(0, false) : watched).watch();
    }
  }

  /**
   * A service does not accept a token. It is dropped if it is still the one at hand, and not again
   * soon: a service that refuses every token must not make the source mint without end.
   *
   * <p>One that the source has repeated is not dropped a second time. Nobody waits for what the
   * source does not have: it is asked in the background, and the application sees the refusals.
   */
  void refused(String headerValue, long serverMillis) {
    var judged = token;
    if (judged != null && carries(judged, headerValue)) {
      supply.clockSkew.onRefusal(judged, serverMillis, supply.ticker.wallMillis());
    }
    synchronized (lock) {
      var present = token;
      if (present == null || !carries(present, headerValue)) {
        return;
      }
      long now = supply.ticker.steadyMillis();
      if (now < nextDropMillis) {
        return;
      }
      nextDropMillis = now + BETWEEN_DROPS_MILLIS;
      if (carries(refused, headerValue)) {
        refresh();
      } else {
        refused = present;
        token = null;
      }
    }
  }

  /** The refused token, if there is none else and it may still be sent. */
  private @Nullable IdToken refusedButUsable() {
    var last = refused;
    return token == null && isUsable(last) ? last : null;
  }

  @Override
  public @Nullable IdToken takeBackRefused() {
    var last = refusedButUsable();
    if (last != null) {
      token = last;
    }
    return last;
  }

  private boolean isUsable(@Nullable IdToken candidate) {
    var state = TokenState.of(candidate, supply.ticker.wallMillis());
    return state == TokenState.FRESH || state == TokenState.ENDING;
  }

  /**
   * Drops the token: who comes from now on waits for one that is not asked for yet. Those who wait
   * already get what they wait for.
   *
   * @return whether there was one
   */
  boolean drop() {
    synchronized (lock) {
      var present = token;
      if (present != null) {
        token = null;
      }
      refused = null;
      forgetFlight();
      long now = supply.ticker.steadyMillis();
      betweenRenewals.restart(now, 0);
      betweenFailures.restart(now, 0);
      return present != null;
    }
  }

  /** Lets the next caller have the source asked, whatever has failed before. */
  void forgetFailure() {
    synchronized (lock) {
      lastFailure = null;
      betweenFailures.restart(supply.ticker.steadyMillis(), 0);
    }
  }

  /** Lets nobody wait any longer, as nobody needs a token now. */
  void endWaits() {
    Flight ended;
    synchronized (lock) {
      ended = forgetFlight();
    }
    if (ended != null) {
      // On a thread of ours: requests go on behind it.
      supply.scheduler.resume(ended::endEarly);
    }
  }

  TokenTally tally() {
    synchronized (lock) {
      var present = token;
      return new TokenTally(
          audience,
          counters.minted.sum(),
          counters.refreshed.sum(),
          counters.failures.sum(),
          counters.sent.sum(),
          present == null ? 0 : present.issuedAtMillis(),
          present == null ? 0 : present.expiresAtMillis());
    }
  }

  /** Its token will go to those who wait for it, and to no other. */
  private @Nullable Flight forgetFlight() {
    var forgotten = flight.getAndSet(null);
    if (forgotten != null) {
      forgotten.forget();
    }
    return forgotten;
  }

  private void renew() {
    // One thread is enough, and the others send the token at hand.
    if (!isRenewalDue() || !isRenewing.compareAndSet(false, true)) {
      return;
    }
    try {
      synchronized (lock) {
        // Again, as another thread may have begun one meanwhile, and that one may have landed.
        if (TokenState.of(token, supply.ticker.wallMillis()) == TokenState.ENDING) {
          refresh();
        }
      }
    } finally {
      isRenewing.set(false);
    }
  }

  /** Has the next token fetched in the background, unless that is on its way or was tried. */
  private void refresh() {
    try {
      if (isRenewalDue()) {
        begin(0, false);
      }
    } catch (RuntimeException | Error noThread) {
      // The token at hand is good: a machine that is out of threads must not lose it over this.
      betweenRenewals.lengthen(supply.ticker.steadyMillis(), supply.betweenRenewals, 0);
    }
  }

  private boolean isRenewalDue() {
    return flight.get() == null && betweenRenewals.isOver(supply.ticker.steadyMillis());
  }

  private Flight begin(long delayMillis, boolean isForCallers) {
    var begun = new Flight(audience, this, lock, supply, isForCallers);
    // Before it takes off, for it may land at once.
    flight.set(begun);
    try {
      begun.takeOff(delayMillis);
    } catch (Throwable neverBegan) {
      flight.compareAndSet(begun, null);
      throw neverBegan;
    }
    return begun;
  }

  @Override
  public long tryMillis() {
    synchronized (lock) {
      return Math.min(MAX_TRY_MILLIS, FIRST_TRY_MILLIS * (1 + failuresInARow));
    }
  }

  @Override
  public boolean isKnownToFail(TokenSourceException failure) {
    return (failure.isLikelyPermanent() && betweenFailures.flights() > 0)
        || refusedButUsable() != null;
  }

  @Override
  public void landed(Flight from) {
    flight.compareAndSet(from, null);
  }

  @Override
  public boolean arrived(Flight from, IdToken arrived) {
    failuresInARow = 0;
    if (from.isForgotten()) {
      counters.minted.increment();
      return false;
    }
    lastFailure = null;
    long now = supply.ticker.steadyMillis();
    betweenFailures.restart(now, 0);
    var present = token;
    if (carries(present, arrived.headerValue()) || carries(refused, arrived.headerValue())) {
      // The source has no newer one yet.
      token = present == null ? arrived : present;
      betweenRenewals.lengthen(now, supply.betweenRenewals, 0);
      return false;
    }
    refused = null;
    long wallMillis = supply.ticker.wallMillis();
    boolean isAlwaysEnding =
        present != null && TokenState.of(arrived, wallMillis) == TokenState.ENDING;
    // Tokens of a source that makes them as short-lived as this would be renewed without a pause.
    long usableMillis = arrived.expiresAtMillis() - wallMillis - TokenState.OVER_MILLIS;
    betweenRenewals.restart(now, isAlwaysEnding ? usableMillis / 2 : 0);
    boolean isFirst = counters.minted.sum() == 0;
    if (present != null) {
      counters.refreshed.increment();
    }
    token = arrived;
    counters.minted.increment();
    return isFirst;
  }

  @Override
  public void countFailure() {
    counters.failures.increment();
    failuresInARow++;
  }

  @Override
  public void failed(Flight from, TokenSourceException failure, IOException answer) {
    if (from.isForgotten()) {
      return;
    }
    long now = supply.ticker.steadyMillis();
    long askedForMillis = Math.min(failure.retryAfterMillis(), BackOff.MOST_ASKED_MILLIS);
    sourceAskedForUntilMillis = now + askedForMillis;
    betweenRenewals.lengthen(now, supply.betweenRenewals, askedForMillis);
    if (from.hasFailedCallers(now) || askedForMillis >= supply.timeoutMillis) {
      betweenFailures.lengthen(
          now,
          failure.isLikelyPermanent() ? supply.betweenRefusals : supply.betweenFailures,
          askedForMillis);
      lastFailure = answer;
    } else if (from.isAwaited()) {
      // Its callers have gone before it failed. The next one has all of its own time.
      sourceAskedForUntilMillis = now + supply.betweenTries.millis(1, askedForMillis);
    }
  }

  @Override
  public void overdue(IOException answer) {
    lastFailure = answer;
  }

  private static boolean carries(@Nullable IdToken token, String headerValue) {
    return token != null && headerValue.equals(token.headerValue());
  }
}
