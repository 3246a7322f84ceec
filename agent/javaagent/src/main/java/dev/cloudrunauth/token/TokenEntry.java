package dev.cloudrunauth.token;

import dev.cloudrunauth.audience.Audience;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The token of one audience, and the one flight that fetches the next. A flight is a call of the
 * source, with retries while somebody waits for it.
 *
 * <p>Whether a token may be sent is judged by the wall clock at each call, never by a timer: a
 * process can be frozen for minutes, and a timer with it.
 */
final class TokenEntry {

  /** From here on a renewal is tried: the metadata server mints a new token 4 minutes ahead. */
  static final long RENEW_MILLIS = 225_000;

  /** From here on a token is not sent any more: it could end on its way. */
  static final long LAST_MILLIS = 30_000;

  private static final long USE_RESOLUTION_MILLIS = 1_000;

  private final Audience audience;
  private final TokenSource source;
  private final Ticker ticker;
  private final ScheduledExecutorService executor;
  private final BackOff betweenTries;
  private final BackOff betweenFlights;
  private final long timeoutMillis;

  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable IdToken token;
  private volatile @Nullable IdToken previous;
  // Wall time, as the one clock that each call reads; a jump of it costs a wrong choice, no more.
  private volatile long lastUsedMillis;
  private volatile boolean inFlight;
  private volatile long restingUntilMillis = Long.MIN_VALUE;

  // Guarded by the lock.
  private @Nullable Flight flight;
  private int failures;
  private @Nullable IOException lastFailure;

  TokenEntry(Audience audience, TokenEngine engine) {
    this.audience = audience;
    source = engine.source;
    ticker = engine.ticker;
    executor = engine.executor;
    betweenTries = engine.betweenTries;
    betweenFlights = engine.betweenFlights;
    timeoutMillis = engine.timeoutMillis;
    lastUsedMillis = ticker.wallMillis();
  }

  Audience audience() {
    return audience;
  }

  long lastUsedMillis() {
    return lastUsedMillis;
  }

  boolean gaveOut(String headerValue) {
    var now = token;
    var before = previous;
    return (now != null && headerValue.equals(now.headerValue()))
        || (before != null && headerValue.equals(before.headerValue()));
  }

  /** The token, if it may be sent now; starts a renewal near its end. */
  @Nullable IdToken usable() {
    long now = ticker.wallMillis();
    if (Math.abs(now - lastUsedMillis) > USE_RESOLUTION_MILLIS) {
      lastUsedMillis = now;
    }
    var present = token;
    if (present == null) {
      return null;
    }
    long left = present.expiresAtMillis() - now;
    if (left <= LAST_MILLIS) {
      return null;
    }
    if (left <= RENEW_MILLIS && !inFlight && !isResting()) {
      renew();
    }
    return present;
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
        var failure = lastFailure;
        if (failure != null && isResting()) {
          return CompletableFuture.failedFuture(failure);
        }
        joined = begin();
      }
      joined.awaited();
      return joined.result.copy();
    } finally {
      lock.unlock();
    }
  }

  private void renew() {
    lock.lock();
    try {
      if (flight == null && !isResting()) {
        begin();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isResting() {
    return ticker.steadyMillis() < restingUntilMillis;
  }

  private Flight begin() {
    var begun = new Flight();
    // First, as it throws where the machine is out of threads: what never began must not be joined.
    executor.execute(begun);
    flight = begun;
    inFlight = true;
    return begun;
  }

  /** Calls of the source that answer all who wait. The lock guards its fields. */
  private final class Flight implements Runnable {

    final CompletableFuture<IdToken> result = new CompletableFuture<>();
    private final long beganMillis = ticker.steadyMillis();
    private final AtomicInteger tries = new AtomicInteger();
    private long deadlineMillis = Long.MIN_VALUE;
    private boolean awaited;
    private @Nullable Future<?> timer;
    private @Nullable TokenSourceException lastAnswer;

    /** Somebody waits: from now on the flight retries, until the time-out. */
    void awaited() {
      if (!awaited) {
        timer = executor.schedule(this::timeOut, timeoutMillis, TimeUnit.MILLISECONDS);
        deadlineMillis = ticker.steadyMillis() + timeoutMillis;
        awaited = true;
      }
    }

    @Override
    public void run() {
      tries.incrementAndGet();
      try {
        arrived(checked(source.mint(audience)));
      } catch (TokenSourceException failure) {
        failed(failure);
      } catch (Throwable fault) {
        failed(new TokenSourceException("the agent's own fault: " + fault, false, 0, fault));
      }
    }

    private IdToken checked(IdToken arrived) throws TokenSourceException {
      if (!arrived.audience().equals(audience.aud())) {
        throw new TokenSourceException(
            "the source answered with a token for " + arrived.audience(), true, 0, null);
      }
      long left = arrived.expiresAtMillis() - ticker.wallMillis();
      if (left <= LAST_MILLIS) {
        throw new TokenSourceException(
            "the source answered with a token that has "
                + left / 1000
                + " s to live by this machine's clock; is the clock right?",
            true,
            0,
            null);
      }
      return arrived;
    }

    private void arrived(IdToken arrived) {
      lock.lock();
      try {
        land();
        var present = token;
        if (present != null && present.headerValue().equals(arrived.headerValue())) {
          // The source has no newer one yet: ask again, but not at once.
          restingUntilMillis = ticker.steadyMillis() + betweenFlights.millis(++failures, 0);
        } else {
          failures = 0;
          restingUntilMillis = Long.MIN_VALUE;
          previous = present;
          token = arrived;
        }
        lastFailure = null;
      } finally {
        lock.unlock();
      }
      result.complete(arrived);
    }

    private void failed(TokenSourceException failure) {
      IOException answer;
      lock.lock();
      try {
        lastAnswer = failure;
        if (awaited && failure.isRetryable() && !result.isDone()) {
          long pause = betweenTries.millis(tries.get(), failure.retryAfterMillis());
          if (ticker.steadyMillis() + pause < deadlineMillis) {
            var unused = executor.schedule(this, pause, TimeUnit.MILLISECONDS);
            return;
          }
        }
        land();
        restingUntilMillis =
            ticker.steadyMillis() + betweenFlights.millis(++failures, failure.retryAfterMillis());
        answer = noToken(failure);
        lastFailure = answer;
      } finally {
        lock.unlock();
      }
      result.completeExceptionally(answer);
    }

    /** The callers have waited long enough; the call itself ends by the source's own limits. */
    private void timeOut() {
      IOException answer;
      lock.lock();
      try {
        if (result.isDone()) {
          return;
        }
        answer = noToken(lastAnswer);
        lastFailure = answer;
      } finally {
        lock.unlock();
      }
      result.completeExceptionally(answer);
    }

    private void land() {
      if (flight == this) {
        flight = null;
        inFlight = false;
      }
      if (timer != null) {
        timer.cancel(false);
      }
    }

    private IOException noToken(@Nullable TokenSourceException cause) {
      var message = new StringBuilder("no ID token for ").append(audience.aud());
      if (audience.impersonate() != null) {
        message.append(" as ").append(audience.impersonate());
      }
      int asked = tries.get();
      message.append(" after ").append(asked).append(asked == 1 ? " try" : " tries");
      message.append(" in ").append(ticker.steadyMillis() - beganMillis).append(" ms: ");
      message.append(cause == null ? "no answer from the token source" : cause.getMessage());
      return new IOException(message.toString(), cause);
    }
  }
}
