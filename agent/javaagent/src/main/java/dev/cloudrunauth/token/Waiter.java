package dev.cloudrunauth.token;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One caller's wait for a flight: a future of the caller's own, which ends by a time-out of its own
 * and which the caller may cancel. Any thread may use it.
 */
final class Waiter extends CompletableFuture<IdToken> {

  private final Flight flight;
  private final long deadlineMillis;
  private volatile @Nullable Future<?> timer;

  /**
   * A wait that has no end yet.
   *
   * @param flight what the caller waits for
   * @param deadlineMillis when the wait ends at the latest, in steady milliseconds
   */
  Waiter(Flight flight, long deadlineMillis) {
    this.flight = flight;
    this.deadlineMillis = deadlineMillis;
  }

  long deadlineMillis() {
    return deadlineMillis;
  }

  /** Starts the time-out. Throws where the machine is out of threads: then there is no wait. */
  void limit(Scheduler scheduler, long millis) {
    timer = scheduler.schedule(() -> timeOut(scheduler), millis);
  }

  private void timeOut(Scheduler scheduler) {
    try {
      scheduler.resume(() -> flight.timeOut(this));
    } catch (OutOfMemoryError noThread) {
      flight.timeOut(this);
    }
  }

  @Override
  public boolean complete(IdToken token) {
    stopTimer();
    return super.complete(token);
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    stopTimer();
    return super.completeExceptionally(failure);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    stopTimer();
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    flight.left(this);
    return cancelled;
  }

  /** What the caller derives from it is none of these. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  private void stopTimer() {
    var running = timer;
    if (running != null) {
      running.cancel(false);
    }
  }
}
