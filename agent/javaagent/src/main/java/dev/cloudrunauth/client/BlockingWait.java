package dev.cloudrunauth.client;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A blocking wait of a hop. It enforces its own limit, even if the threads that should complete the
 * future are stuck.
 */
final class BlockingWait {

  private static final long CANCELLATION_MILLIS = 50;

  private BlockingWait() {}

  /** Polled during the wait: has the application cancelled the call? */
  interface Cancellation {

    /** Why the call is to end, or {@code null} if it is wanted. */
    @Nullable IOException cause() throws Throwable;
  }

  /**
   * Waits.
   *
   * @param <T> what for
   * @param awaited what ends the wait
   * @param limitMillis how long at most, in milliseconds
   * @param cancellation asked every now and then; {@code null} if nothing tells
   * @return what the future has brought
   * @throws TimeoutException if the limit is over
   * @throws InterruptedException if the thread is interrupted
   * @throws RequestFailure if the call was cancelled, also where the future has come meanwhile
   * @throws Throwable what the future has failed with
   */
  static <T extends @Nullable Object> T await(
      CompletableFuture<T> awaited, long limitMillis, @Nullable Cancellation cancellation)
      throws Throwable {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    while (true) {
      long leftMillis =
          Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime() + 999_999));
      long pauseMillis =
          cancellation == null ? leftMillis : Math.min(leftMillis, CANCELLATION_MILLIS);
      try {
        var value = awaited.get(pauseMillis, TimeUnit.MILLISECONDS);
        refuseCancelled(cancellation);
        return value;
      } catch (ExecutionException failed) {
        refuseCancelled(cancellation);
        var cause = failed.getCause();
        throw cause == null ? failed : cause;
      } catch (TimeoutException notYet) {
        refuseCancelled(cancellation);
        if (pauseMillis == leftMillis) {
          throw notYet;
        }
      }
    }
  }

  private static void refuseCancelled(@Nullable Cancellation cancellation) throws Throwable {
    var cause = cancellation == null ? null : cancellation.cause();
    if (cause != null) {
      throw RequestFailure.cancelled(cause);
    }
  }
}
