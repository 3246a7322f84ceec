package dev.cloudrunauth.token;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One way to the source and back, for all who wait. It calls the source once; while somebody waits,
 * it calls again until there is a token, a refusal, or no time left.
 *
 * <p>Its entry calls it with the entry's lock held; its own tries run without.
 */
final class Flight implements Runnable {

  private static final long LAST_TRY_MILLIS = 500;
  private static final long TRY_MILLIS = 4_000;

  private final TokenEntry entry;
  private final TokenEngine engine;
  private final CompletableFuture<IdToken> result = new CompletableFuture<>();
  private final long beganMillis;

  // Guarded by the entry's lock.
  private int tries;
  private long deadlineMillis;
  private boolean awaited;
  private boolean forgotten;
  private @Nullable Future<?> timer;
  private @Nullable TokenSourceException lastAnswer;

  Flight(TokenEntry entry, TokenEngine engine) {
    this.entry = entry;
    this.engine = engine;
    this.beganMillis = engine.ticker.steadyMillis();
  }

  /** Begins. Throws where the machine is out of threads: then it never began. */
  void takeOff(long delayMillis) {
    if (delayMillis > 0) {
      var unused = engine.executor.schedule(this, delayMillis, TimeUnit.MILLISECONDS);
    } else {
      engine.executor.execute(this);
    }
  }

  /** One more waits: from the first on the flight retries, until that one's time-out. */
  CompletableFuture<IdToken> join() {
    if (!awaited) {
      timer = engine.executor.schedule(this::timeOut, engine.timeoutMillis, TimeUnit.MILLISECONDS);
      deadlineMillis = engine.ticker.steadyMillis() + engine.timeoutMillis;
      awaited = true;
    }
    return watch();
  }

  /** The answer, for one who does not wait: the flight does nothing more for it. */
  CompletableFuture<IdToken> watch() {
    // A copy, so that a caller who cancels ends its own wait and no other.
    return result.copy();
  }

  boolean isAwaited() {
    return awaited;
  }

  /** Its entry does without it. */
  void forget() {
    forgotten = true;
  }

  boolean isForgotten() {
    return forgotten;
  }

  /** Ends the wait of all, as nobody needs the answer. What the source is doing, it finishes. */
  void endEarly() {
    result.completeExceptionally(
        new IOException("the wait for an ID token for " + entry.audience.aud() + " was ended"));
  }

  @Override
  public void run() {
    if (!isWanted()) {
      return;
    }
    try {
      arrived(checked(engine.source.mint(entry.audience, TRY_MILLIS)));
    } catch (TokenSourceException failure) {
      failed(failure);
    } catch (Throwable fault) {
      failed(new TokenSourceException("the agent's own fault: " + fault, false, 0, fault));
    }
  }

  /** Counts another try, unless the flight was ended during the pause before it. */
  private boolean isWanted() {
    entry.lock.lock();
    try {
      tries++;
      return !(forgotten && result.isDone());
    } finally {
      entry.lock.unlock();
    }
  }

  private IdToken checked(IdToken arrived) throws TokenSourceException {
    if (!arrived.audience().equals(entry.audience.aud())) {
      throw garbage("the source answered with a token for " + arrived.audience());
    }
    long wallMillis = engine.ticker.wallMillis();
    var skew = engine.clockSkew.onArrival(arrived, wallMillis);
    if (TokenState.of(arrived, wallMillis) == TokenState.OVER) {
      throw garbage(
          skew != null
              ? skew
              : "the source answered with a token that has only "
                  + Math.max(0, arrived.expiresAtMillis() - wallMillis) / 1_000
                  + " s to live");
    }
    return arrived;
  }

  private static TokenSourceException garbage(String what) {
    return new TokenSourceException(what, true, 0, null);
  }

  private void arrived(IdToken token) {
    boolean isFirst;
    entry.lock.lock();
    try {
      endWait();
      isFirst = entry.arrived(this, token);
    } finally {
      entry.lock.unlock();
    }
    result.complete(token);
    if (isFirst) {
      engine.firstTokens.tell(token);
    }
  }

  private void failed(TokenSourceException failure) {
    IOException answer;
    entry.lock.lock();
    try {
      lastAnswer = failure;
      entry.countFailure();
      if (isWorthAnotherTry(failure)) {
        return;
      }
      answer = noToken(failure);
      endWait();
      entry.failed(this, failure, answer);
    } finally {
      entry.lock.unlock();
    }
    result.completeExceptionally(answer);
  }

  /** Whether another try is under way: somebody waits, and it would come in time. */
  private boolean isWorthAnotherTry(TokenSourceException failure) {
    if (!awaited || result.isDone() || !failure.isRetryable()) {
      return false;
    }
    long leftMillis = deadlineMillis - engine.ticker.steadyMillis();
    long pause = engine.betweenTries.millis(tries, failure.retryAfterMillis());
    if (failure.retryAfterMillis() == 0) {
      // Not in the middle of a pause: the last try comes while there is still time for its answer.
      pause = Math.min(pause, leftMillis - LAST_TRY_MILLIS);
    }
    if (pause <= 0 || pause >= leftMillis) {
      return false;
    }
    var unused = engine.executor.schedule(this, pause, TimeUnit.MILLISECONDS);
    return true;
  }

  /** The callers have waited long enough; the call itself ends by the source's own limits. */
  private void timeOut() {
    IOException answer;
    entry.lock.lock();
    try {
      if (result.isDone()) {
        return;
      }
      answer = noToken(lastAnswer);
      entry.overdue(answer);
    } finally {
      entry.lock.unlock();
    }
    result.completeExceptionally(answer);
  }

  private void endWait() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private IOException noToken(@Nullable TokenSourceException cause) {
    return new IOException(
        "no ID token for "
            + entry.audience.aud()
            + " as "
            + identity()
            + " after "
            + tries
            + (tries == 1 ? " try" : " tries")
            + " in "
            + (engine.ticker.steadyMillis() - beganMillis)
            + " ms: "
            + (cause == null ? "no answer from the token source" : cause.getMessage()),
        cause);
  }

  /** Words in a message, no more: for want of them nobody may be kept waiting. */
  private String identity() {
    try {
      return engine.source.identity(entry.audience);
    } catch (Throwable fault) {
      return "an identity without a name (" + fault.getClass().getName() + ")";
    }
  }
}
