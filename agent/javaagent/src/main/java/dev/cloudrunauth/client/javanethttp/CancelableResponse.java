package dev.cloudrunauth.client.javanethttp;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The future of a response as Java 16 and newer make it: to cancel it, or one derived from it,
 * cancels the request. Java 15 and older leave the request alone. This one ends it as long as it
 * has no connection, as while it waits for a token; what is under way stays as Java 11 has it.
 *
 * <p>Any thread may use it. As the JDK's own, it does not keep alive what it would cancel.
 */
final class CancelableResponse<T extends @Nullable Object> extends CompletableFuture<T> {

  private final WeakReference<Object> call;
  private final CallFuture calls;

  private CancelableResponse(WeakReference<Object> call, CallFuture calls) {
    this.call = call;
    this.calls = calls;
  }

  /**
   * The same response, or failure, at the same time and on the same thread.
   *
   * @param response the future that the JDK has made
   * @param call the {@code jdk.internal.net.http.MultiExchange} behind it
   * @param calls cancels it
   */
  static <T extends @Nullable Object> CancelableResponse<T> of(
      CompletableFuture<T> response, Object call, CallFuture calls) {
    var cancelable = new CancelableResponse<T>(new WeakReference<>(call), calls);
    var unused =
        response.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                cancelable.complete(value);
              } else {
                cancelable.completeExceptionally(failure);
              }
            });
    return cancelable;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CancelableResponse<>(call, calls);
  }

  /** As Java 16 has it, {@code false} lets the request run. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    var cancelled = !isDone() && super.cancel(mayInterruptIfRunning);
    var behind = call.get();
    if (cancelled && mayInterruptIfRunning && behind != null) {
      calls.cancel(behind);
    }
    return cancelled || isCancelled();
  }

  // No future of the JDK's client lets its value be replaced.

  @Override
  public void obtrudeValue(T value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void obtrudeException(Throwable ex) {
    throw new UnsupportedOperationException();
  }
}
