package dev.cloudrunauth.instrumentation;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a hop that holds no thread. It ends with what it waits for, with the request's own
 * time-out or cancellation, or at its own limit. These still apply when the client's executor has
 * no free thread to continue on.
 *
 * @param <T> what the client makes of the hop
 */
final class ParkedHop<T> {

  private final Authorizer authorizer;
  private final ParkableRequest request;
  private final Supplier<CompletableFuture<T>> onward;

  /**
   * A hop that is about to wait.
   *
   * @param authorizer reports internal errors
   * @param request the hop
   * @param onward sends it
   */
  ParkedHop(Authorizer authorizer, ParkableRequest request, Supplier<CompletableFuture<T>> onward) {
    this.authorizer = authorizer;
    this.request = request;
    this.onward = onward;
  }

  /** Waits, and sends the hop when it is decided. */
  CompletableFuture<T> park(Wait wait) throws Throwable {
    var scheduler = wait.scheduler();
    var executor = new OnwardExecutor(request.executor(), scheduler);
    var gate = new CompletableFuture<@Nullable Void>();
    long timeoutMillis = request.timeoutMillis();
    boolean isTimeoutFirst = timeoutMillis > 0 && timeoutMillis < wait.limitMillis();
    Runnable end =
        isTimeoutFirst
            ? () -> gate.completeExceptionally(new SocketTimeoutException("Read timed out"))
            : () -> gate.complete(null);
    var limit =
        scheduler.schedule(
            () -> executor.executeByDefault(end),
            isTimeoutFirst ? timeoutMillis : wait.limitMillis());
    request.endWith(gate);
    var unused =
        wait.awaited()
            .whenComplete(
                (value, failure) -> {
                  try {
                    executor.execute(() -> gate.complete(null));
                  } catch (Throwable rejected) {
                    gate.completeExceptionally(rejected);
                  }
                });
    return gate.handle(
            (nothing, ended) -> {
              limit.cancel(false);
              if (ended != null) {
                wait.end();
              }
              refuseCancelled();
              if (ended != null) {
                throw new CompletionException(ended);
              }
              return null;
            })
        .thenCompose(nothing -> proceed(wait));
  }

  private CompletableFuture<T> proceed(Wait wait) {
    Wait next = null;
    try {
      next = wait.proceed(request);
    } catch (RequestFailure failure) {
      throw new CompletionException(request.toThrow(failure));
    } catch (Throwable fault) {
      authorizer.sentAfterFault(fault);
    }
    if (next == null) {
      return onward.get();
    }
    try {
      return park(next);
    } catch (Throwable fault) {
      authorizer.sentAfterFault(fault);
      return onward.get();
    }
  }

  private void refuseCancelled() {
    IOException cause = null;
    try {
      cause = request.cancelled();
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
    if (cause != null) {
      throw new CompletionException(cause);
    }
  }
}
