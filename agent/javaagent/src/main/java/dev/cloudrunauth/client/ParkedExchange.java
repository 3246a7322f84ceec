package dev.cloudrunauth.client;

import dev.cloudrunauth.token.Scheduler;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a hop of {@code java.net.http.HttpClient} that holds no thread. It ends with what it
 * waits for, with the request's own time-out or cancellation, or at its own limit. These still
 * apply when the client's executor has no free thread to continue on.
 */
final class ParkedExchange {

  private ParkedExchange() {}

  /**
   * Parks an exchange.
   *
   * @param <T> what it waits for
   * @param internals how to reach into it
   * @param exchange a {@code jdk.internal.net.http.Exchange}
   * @param awaited what it waits for
   * @param limitMillis how long it waits at most, also for a thread to go on with
   * @param scheduler keeps that time
   * @param onward goes on when {@code awaited} is done, or when the limit is over
   * @return the future of the response
   * @throws Throwable if this JDK is not as those that the agent knows
   */
  @SuppressWarnings("unchecked") // whatever the response is, it goes on as it is
  static <T extends @Nullable Object> CompletableFuture<?> park(
      ExchangeInternals internals,
      Object exchange,
      CompletableFuture<T> awaited,
      long limitMillis,
      Scheduler scheduler,
      Function<CompletableFuture<T>, CompletableFuture<?>> onward)
      throws Throwable {
    var executor = new OnwardExecutor(internals.executor(exchange), scheduler);
    var gate = new CompletableFuture<@Nullable Void>();
    var limit =
        scheduler.schedule(() -> executor.executeByDefault(() -> gate.complete(null)), limitMillis);
    internals.endsWith(exchange, gate);
    var unused =
        awaited.whenComplete(
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
                awaited.cancel(false);
              }
              refuseCancelled(internals, exchange);
              if (ended != null) {
                throw new CompletionException(ended);
              }
              return null;
            })
        .thenCompose(nothing -> (CompletableFuture<Object>) onward.apply(awaited));
  }

  /**
   * Java 11 would still send a request that was cancelled or timed out meanwhile, and each JDK
   * reports a connect time-out although no connection has been attempted yet.
   */
  static void refuseCancelled(ExchangeInternals internals, Object exchange) {
    var cause = internals.cancelCause(exchange);
    if (cause != null) {
      throw new CompletionException(
          cause instanceof HttpConnectTimeoutException
              ? new HttpTimeoutException("request timed out")
              : cause);
    }
  }
}
