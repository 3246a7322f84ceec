package dev.cloudrunauth.client.javanethttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The future of a call on Java 15 and older, from which the application's own derives. There a
 * request does not learn that its future was cancelled, and would be sent when its token has come.
 * A request that may have to wait gets a future that cancels it.
 */
final class CallFuture extends Adapter {

  private final Internals internals;

  CallFuture(Authorizer authorizer, Internals internals) {
    super(authorizer);
    this.internals = internals;
  }

  /**
   * The future that the client continues with.
   *
   * @param response the future of the response
   * @param call the {@code jdk.internal.net.http.MultiExchange} that it belongs to
   * @return that future, or one that cancels the request too
   */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the woven method returns it to its caller
  protected Object call(Object response, @Nullable Object call) throws Throwable {
    var future = (CompletableFuture<?>) response;
    return call != null && !future.isDone() && mayHaveToWait(call)
        ? CancelableResponse.of(future, call, this)
        : response;
  }

  private boolean mayHaveToWait(Object call) throws Throwable {
    var exchanges = internals.exchanges(call);
    var uri = exchanges.request(internals.calls(call).exchange(call)).uri();
    return authorizer.mayHaveToWait(uri.getScheme(), uri.getHost(), uri.getPort());
  }

  /** Cancels the request of a call, if nothing of it can have been sent yet. */
  void cancel(Object call) {
    try {
      internals.calls(call).cancelUnlessConnected(call);
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }
}
