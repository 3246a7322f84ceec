package dev.cloudrunauth.instrumentation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits on the thread of a hop. It enforces its own limit, even if the threads that should complete
 * the future are stuck.
 */
final class BlockingWait {

  private static final long CANCELLATION_MILLIS = 50;

  private BlockingWait() {}

  /**
   * Waits until a hop is decided about.
   *
   * @param first what it waits for, or {@code null} if it is decided
   * @param request the hop, asked now and then whether it is cancelled
   * @throws RequestFailure if it must fail, was cancelled, or its thread is interrupted
   */
  static void end(@Nullable Wait first, OutgoingRequest request) throws Throwable {
    var wait = first;
    while (wait != null) {
      try {
        await(wait, request);
        var next = wait.proceed(request);
        wait.end();
        wait = next;
      } catch (InterruptedException e) {
        wait.end();
        Thread.currentThread().interrupt();
        throw RequestFailure.cancelled(
            new InterruptedIOException("interrupted while waiting for an ID token"));
      } catch (Throwable failure) {
        wait.end();
        throw failure;
      }
    }
  }

  private static void await(Wait wait, OutgoingRequest request) throws Throwable {
    long timeoutMillis = request.timeoutMillis();
    boolean isTimeoutFirst = timeoutMillis > 0 && timeoutMillis < wait.limitMillis();
    long limitMillis = isTimeoutFirst ? timeoutMillis : wait.limitMillis();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    boolean isOver = false;
    while (!isOver) {
      long leftMillis =
          Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime() + 999_999));
      long pauseMillis = Math.min(leftMillis, CANCELLATION_MILLIS);
      try {
        var unused = wait.awaited().get(pauseMillis, TimeUnit.MILLISECONDS);
        isOver = true;
      } catch (ExecutionException failed) {
        // The wait is over; proceed() sees why.
        isOver = true;
      } catch (TimeoutException notYet) {
        isOver = pauseMillis == leftMillis;
        if (isOver && isTimeoutFirst) {
          throw RequestFailure.cancelled(new SocketTimeoutException("Read timed out"));
        }
      }
      refuseCancelled(request.cancelled());
    }
  }

  private static void refuseCancelled(@Nullable IOException cause) throws RequestFailure {
    if (cause != null) {
      throw RequestFailure.cancelled(cause);
    }
  }
}
