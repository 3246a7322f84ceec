package dev.cloudrunauth.token;

import dev.cloudrunauth.text.Printable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One way to the source and back, for all who wait. It calls the source once; while somebody waits,
 * it calls again until there is a token, a refusal, or no time left. Each caller waits for its own
 * whole time-out, except those that come when the source has failed the first for as long: they
 * fail at once.
 *
 * <p>Its entry calls it with the entry's lock held; its own tries run without. Whatever is thrown
 * while it lands, memory errors included, it lands: nobody waits longer than the time-out, and the
 * next caller has a flight of its own.
 */
final class Flight implements Runnable {

  private static final long LAST_TRY_MILLIS = 500;

  /** Made beforehand and without a stack, for when there is no memory to say more. */
  @SuppressWarnings("StaticAssignmentOfThrowable")
  private static final IOException LAST_RESORT =
      new IOException("no ID token: an internal error in the agent") {
        @Override
        public synchronized Throwable fillInStackTrace() {
          return this;
        }
      };

  private final TokenEntry entry;
  private final TokenEngine engine;
  private final CompletableFuture<IdToken> result = new CompletableFuture<>();
  private final long beganMillis;

  // Guarded by the entry's lock.
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private boolean isForCallers;
  private int tries;
  private long deadlineMillis;
  private boolean awaited;
  private boolean forgotten;

  /** Written without the lock where there is no memory. */
  private volatile boolean landed;

  private @Nullable TokenSourceException lastAnswer;

  /**
   * A flight that has not begun.
   *
   * @param isForCallers whether it is only for those who will {@linkplain #join join} it: when all
   *     of them have gone before a thread was free, the source is not asked
   */
  Flight(TokenEntry entry, TokenEngine engine, boolean isForCallers) {
    this.entry = entry;
    this.engine = engine;
    this.isForCallers = isForCallers;
    this.beganMillis = engine.ticker.steadyMillis();
  }

  /** Begins. Throws where the machine is out of threads: then it never began. */
  void takeOff(long delayMillis) {
    if (delayMillis > 0) {
      takeOffLater(delayMillis);
    } else {
      engine.scheduler.execute(this);
    }
  }

  private void takeOffLater(long delayMillis) {
    var unused =
        engine.scheduler.schedule(
            () -> {
              try {
                engine.scheduler.execute(this);
              } catch (Throwable noThread) {
                abandon(noThread);
              }
            },
            delayMillis);
  }

  /** One more waits, for the whole time-out. From the first on the flight retries. */
  CompletableFuture<IdToken> join() {
    long now = engine.ticker.steadyMillis();
    if (isOverdue(now)) {
      return CompletableFuture.failedFuture(noToken(lastAnswer));
    }
    if (!awaited || tries == 0) {
      deadlineMillis = now + engine.timeoutMillis;
    }
    var waiter = new Waiter(this, now + engine.timeoutMillis);
    waiter.limit(engine.scheduler, engine.timeoutMillis);
    waiters.add(waiter);
    awaited = true;
    return waiter;
  }

  /** The source has had a whole time-out, and those who asked first have given up. */
  private boolean isOverdue(long now) {
    return awaited && tries > 0 && now >= deadlineMillis;
  }

  /** The answer, for one who does not wait: the flight does nothing more for it. */
  CompletableFuture<IdToken> watch() {
    isForCallers = false;
    return result.copy();
  }

  boolean isAwaited() {
    return awaited;
  }

  /**
   * Whether callers wait who have no token now, or have waited for a whole time-out: not those who
   * have cancelled.
   */
  boolean hasFailedCallers(long now) {
    return !waiters.isEmpty() || isOverdue(now);
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
    completeAll(null, new WaitEndedException(Printable.text(entry.audience.aud())));
  }

  /** A caller has cancelled its wait. */
  void left(Waiter waiter) {
    entry.lock.lock();
    try {
      waiters.remove(waiter);
    } finally {
      entry.lock.unlock();
    }
  }

  /** A caller has waited long enough; the call itself ends by the source's own limits. */
  void timeOut(Waiter waiter) {
    IdToken refused = null;
    IOException answer = LAST_RESORT;
    try {
      entry.lock.lock();
      try {
        waiters.remove(waiter);
        refused = entry.takeBackRefused();
        answer = noToken(lastAnswer);
        entry.overdue(answer);
      } finally {
        entry.lock.unlock();
      }
    } catch (Throwable fault) {
      // The wait ends all the same, with less to say.
    }
    if (refused == null) {
      waiter.completeExceptionally(answer);
    } else {
      waiter.complete(refused);
    }
  }

  @Override
  public void run() {
    try {
      if (isWanted()) {
        arrived(checked(engine.source.mint(entry.audience, entry.tryMillis())));
      } else {
        endEarly();
      }
    } catch (Throwable thrown) {
      failedOrAbandoned(thrown);
    }
  }

  /** Counts another try, unless there is nobody left to whom it matters. */
  private boolean isWanted() {
    entry.lock.lock();
    try {
      if (landed) {
        return false;
      }
      if (waiters.isEmpty() && (isForCallers || forgotten)) {
        land();
        return false;
      }
      tries++;
      return true;
    } finally {
      entry.lock.unlock();
    }
  }

  private IdToken checked(IdToken arrived) throws TokenSourceException {
    if (!arrived.audience().equals(entry.audience.aud())) {
      throw garbage("the source answered with a token for " + Printable.text(arrived.audience()));
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
      land();
      isFirst = entry.arrived(this, token);
    } finally {
      entry.lock.unlock();
    }
    completeAll(token, LAST_RESORT);
    if (isFirst) {
      engine.firstTokens.log(token);
    }
  }

  private void failedOrAbandoned(Throwable thrown) {
    try {
      failed(
          thrown instanceof TokenSourceException
              ? (TokenSourceException) thrown
              : new TokenSourceException(
                  "an internal error in the agent: " + thrown, false, 0, thrown));
    } catch (Throwable fault) {
      abandon(fault);
    }
  }

  private void failed(TokenSourceException failure) {
    IdToken refused;
    IOException answer;
    entry.lock.lock();
    try {
      lastAnswer = failure;
      entry.countFailure();
      long pause = pauseBeforeNextTry(failure);
      if (pause > 0) {
        takeOffLater(pause);
        return;
      }
      land();
      answer = noToken(failure);
      entry.failed(this, failure, answer);
      refused = entry.takeBackRefused();
    } finally {
      entry.lock.unlock();
    }
    completeAll(refused, answer);
  }

  /** How long until the next try, if somebody waits for it and it would come in time; else 0. */
  private long pauseBeforeNextTry(TokenSourceException failure) {
    var last = waiters.peekLast();
    if (last == null || !failure.isRetryable() || isKnownToFail(failure)) {
      return 0;
    }
    long leftMillis = last.deadlineMillis() - engine.ticker.steadyMillis();
    long pause = engine.betweenTries.millis(tries, failure.retryAfterMillis());
    if (failure.retryAfterMillis() == 0) {
      // Not in the middle of a pause: the last try comes while there is still time for its answer.
      pause = Math.min(pause, leftMillis - LAST_TRY_MILLIS);
    }
    return pause >= leftMillis ? 0 : Math.max(0, pause);
  }

  /** A whole flight has failed like this before, or there is a token to go on with. */
  private boolean isKnownToFail(TokenSourceException failure) {
    return (failure.isLikelyPermanent() && entry.failedFlights() > 0)
        || entry.refusedButUsable() != null;
  }

  private void land() {
    landed = true;
    entry.land(this);
  }

  /** Lands in spite of an error that was thrown while it flew or landed. */
  private void abandon(Throwable fault) {
    land();
    IOException answer = LAST_RESORT;
    try {
      answer =
          new IOException(
              "no ID token: an internal error in the agent: " + Printable.line(fault.toString()),
              fault);
    } catch (Throwable noMemory) {
      // Then without words.
    }
    completeAll(null, answer);
  }

  /**
   * Ends every wait. One that cannot be ended, because there is no memory for it, ends by its own
   * time-out.
   */
  private void completeAll(@Nullable IdToken token, IOException failure) {
    for (var waiter = next(); waiter != null; waiter = next()) {
      try {
        complete(waiter, token, failure);
      } catch (Throwable noMemory) {
        // The others are not kept waiting.
      }
    }
    complete(result, token, failure);
  }

  private static void complete(
      CompletableFuture<IdToken> wait, @Nullable IdToken token, IOException failure) {
    if (token == null) {
      wait.completeExceptionally(failure);
    } else {
      wait.complete(token);
    }
  }

  private @Nullable Waiter next() {
    entry.lock.lock();
    try {
      return waiters.poll();
    } finally {
      entry.lock.unlock();
    }
  }

  private IOException noToken(@Nullable TokenSourceException cause) {
    return new IOException(
        "no ID token for "
            + Printable.text(entry.audience.aud())
            + " as "
            + Printable.text(identity())
            + " after "
            + tries
            + (tries == 1 ? " try" : " tries")
            + " in "
            + (engine.ticker.steadyMillis() - beganMillis)
            + " ms: "
            + (cause == null ? noAnswer() : cause.getMessage()),
        cause);
  }

  private String noAnswer() {
    return tries == 0
        ? "all threads that fetch tokens are still waiting for the token source"
        : "no answer from the token source";
  }

  /** Words in a message, no more: without them the wait ends all the same. */
  private String identity() {
    try {
      return engine.source.identity(entry.audience);
    } catch (Throwable fault) {
      return "an identity without a name (" + fault.getClass().getName() + ")";
    }
  }
}
