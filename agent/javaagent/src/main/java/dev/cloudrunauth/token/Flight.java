package dev.cloudrunauth.token;

import dev.cloudrunauth.audience.Audience;
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
 * <p>Its {@link Owner} calls it with the owner's lock held; its own tries run without. Whatever is
 * thrown while it lands, memory errors included, it lands: nobody waits longer than the time-out,
 * and the next caller has a flight of its own.
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

  private final Audience audience;
  private final Owner owner;
  private final Object lock;
  private final Supply supply;
  private final CompletableFuture<IdToken> result = new CompletableFuture<>();
  private final long beganMillis;

  // Guarded by the owner's lock.
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private boolean isForCallers;
  private int tries;
  private long deadlineMillis;
  private boolean awaited;
  private boolean forgotten;

  /** Written without the lock where there is no memory. */
  private volatile boolean landed;

  private volatile @Nullable String identity;

  /** The class of what was thrown in place of a name. */
  private volatile @Nullable String identityFault;

  private @Nullable TokenSourceException lastAnswer;

  /**
   * Whoever has begun a flight and keeps its token. All calls but that of {@link #tryMillis} come
   * with the lock held.
   */
  interface Owner {

    /** How long the next try may take: longer after each that failed, as it may be too short. */
    long tryMillis();

    /** The source was asked once, and gave nothing. */
    void countFailure();

    /** Whether another try is in vain: a flight has failed so before, or there is a token. */
    boolean isKnownToFail(TokenSourceException failure);

    /** A caller has waited for its whole time-out. */
    void overdue(IOException answer);

    /** The refused token, which is at hand again: better than none, as the source has no other. */
    @Nullable IdToken takeBackRefused();

    /**
     * A flight has brought a token that may be sent.
     *
     * @return whether it is the first one for this audience
     */
    boolean arrived(Flight from, IdToken token);

    /** A flight has brought nothing. */
    void failed(Flight from, TokenSourceException failure, IOException answer);

    /** A flight is under way no longer. Without the lock where there is no memory. */
    void landed(Flight from);
  }

  /**
   * A flight that has not begun.
   *
   * @param audience the audience of the token
   * @param owner hears what comes of it
   * @param lock the owner's lock
   * @param supply where the token comes from
   * @param isForCallers whether it is only for those who will {@linkplain #join join} it: when all
   *     of them have gone before a thread was free, the source is not asked
   */
  Flight(Audience audience, Owner owner, Object lock, Supply supply, boolean isForCallers) {
    this.audience = audience;
    this.owner = owner;
    this.lock = lock;
    this.supply = supply;
    this.isForCallers = isForCallers;
    this.beganMillis = supply.ticker.steadyMillis();
  }

  /** Begins. Throws where the machine is out of threads: then it never began. */
  void takeOff(long delayMillis) {
    if (delayMillis > 0) {
      takeOffLater(delayMillis);
    } else {
      supply.scheduler.execute(this);
    }
  }

  private void takeOffLater(long delayMillis) {
    var unused =
        supply.scheduler.schedule(
            () -> {
              try {
                supply.scheduler.execute(this);
              } catch (Throwable noThread) {
                abandon(noThread);
              }
            },
            delayMillis);
  }

  /** One more waits, for the whole time-out. From the first on the flight retries. */
  CompletableFuture<IdToken> join() {
    long now = supply.ticker.steadyMillis();
    if (isOverdue(now)) {
      return CompletableFuture.failedFuture(noToken(lastAnswer));
    }
    if (!awaited || tries == 0) {
      deadlineMillis = now + supply.timeoutMillis;
    }
    var waiter = new Waiter(this, now + supply.timeoutMillis);
    waiter.limit(supply.scheduler, supply.timeoutMillis);
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

  /** Its owner does without it. */
  void forget() {
    forgotten = true;
  }

  boolean isForgotten() {
    return forgotten;
  }

  /** Ends the wait of all, as nobody needs the answer. What the source is doing, it finishes. */
  void endEarly() {
    completeAll(null, new WaitEndedException(Printable.text(audience.aud())));
  }

  /** A caller has cancelled its wait. */
  void left(Waiter waiter) {
    synchronized (lock) {
      waiters.remove(waiter);
    }
  }

  /** A caller has waited long enough; the call itself ends by the source's own limits. */
  void timeOut(Waiter waiter) {
    IdToken refused = null;
    IOException answer = LAST_RESORT;
    askForIdentity();
    try {
      synchronized (lock) {
        waiters.remove(waiter);
        refused = owner.takeBackRefused();
        answer = noToken(lastAnswer);
        owner.overdue(answer);
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
        arrived(checked(supply.source.mint(audience, owner.tryMillis())));
      } else {
        endEarly();
      }
    } catch (Throwable thrown) {
      failedOrAbandoned(thrown);
    }
  }

  /** Counts another try, unless there is nobody left to whom it matters. */
  private boolean isWanted() {
    synchronized (lock) {
      if (landed) {
        return false;
      }
      if (waiters.isEmpty() && (isForCallers || forgotten)) {
        land();
        return false;
      }
      tries++;
      return true;
    }
  }

  private IdToken checked(IdToken arrived) throws TokenSourceException {
    if (!audience.mayBe(arrived.audience())) {
      throw garbage("the source answered with a token for " + Printable.text(arrived.audience()));
    }
    long wallMillis = supply.ticker.wallMillis();
    var skew = supply.clockSkew.onArrival(arrived, wallMillis);
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
    synchronized (lock) {
      land();
      isFirst = owner.arrived(this, token);
    }
    completeAll(token, LAST_RESORT);
    if (isFirst) {
      supply.firstTokens.log(token);
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
    askForIdentity();
    synchronized (lock) {
      lastAnswer = failure;
      owner.countFailure();
      long pause = pauseBeforeNextTry(failure);
      if (pause > 0) {
        takeOffLater(pause);
        return;
      }
      land();
      answer = noToken(failure);
      owner.failed(this, failure, answer);
      refused = owner.takeBackRefused();
    }
    completeAll(refused, answer);
  }

  /** How long until the next try, if somebody waits for it and it would come in time; else 0. */
  private long pauseBeforeNextTry(TokenSourceException failure) {
    var last = waiters.peekLast();
    if (last == null || !failure.isRetryable() || owner.isKnownToFail(failure)) {
      return 0;
    }
    long leftMillis = last.deadlineMillis() - supply.ticker.steadyMillis();
    long pause = supply.betweenTries.millis(tries, failure.retryAfterMillis());
    if (failure.retryAfterMillis() == 0) {
      // Not in the middle of a pause: the last try comes while there is still time for its answer.
      pause = Math.min(pause, leftMillis - LAST_TRY_MILLIS);
    }
    return pause >= leftMillis ? 0 : Math.max(0, pause);
  }

  private void land() {
    landed = true;
    owner.landed(this);
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
    synchronized (lock) {
      return waiters.poll();
    }
  }

  private IOException noToken(@Nullable TokenSourceException cause) {
    return new IOException(
        "no ID token for "
            + Printable.text(audience.aud())
            + " as "
            + Printable.text(identity())
            + " after "
            + tries
            + (tries == 1 ? " try" : " tries")
            + " in "
            + (supply.ticker.steadyMillis() - beganMillis)
            + " ms: "
            + (cause == null ? noAnswer() : cause.getMessage()),
        cause);
  }

  private String noAnswer() {
    return tries == 0
        ? "all threads that fetch tokens are still waiting for the token source"
        : "no answer from the token source";
  }

  /** Without the lock, though the source should not be slow at this. */
  private void askForIdentity() {
    try {
      identity = supply.source.identity(audience);
    } catch (Throwable fault) {
      identityFault = fault.getClass().getName();
    }
  }

  /** Words in a message, no more: without them the wait ends all the same. */
  private String identity() {
    if (identity == null && identityFault == null) {
      askForIdentity();
    }
    var known = identity;
    return known == null ? "an identity without a name (" + identityFault + ")" : known;
  }
}
