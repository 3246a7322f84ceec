package dev.cloudrunauth.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * {@code java.net.http.HttpClient} of Java 15 and older, with the future that the application's own
 * derives from. There a request does not learn that its future was cancelled, and would be sent
 * when its token has come. A request that may have to wait gets a future that tells it.
 */
public final class JavaNetHttpFuture implements BiFunction<Object, Object, Object> {

  private final ConfiguredPolicy policy;

  /**
   * The adapter of the futures of Java 15 and older.
   *
   * @param policy what the configuration says, once it is read
   */
  public JavaNetHttpFuture(ConfiguredPolicy policy) {
    this.policy = policy;
  }

  /**
   * The future that the client goes on with.
   *
   * @param response the future of the response
   * @param call the {@code jdk.internal.net.http.MultiExchange} that it belongs to
   * @return that future, or one that cancels the request too
   */
  @Override
  public Object apply(Object response, Object call) {
    try {
      var future = (CompletableFuture<?>) response;
      return !future.isDone() && mayHaveToWait(call)
          ? CancelableResponse.of(future, call)
          : response;
    } catch (Throwable fault) {
      Faults.log("java-net-http", fault);
      return response;
    }
  }

  /** Until the first exchange of the process has begun nothing is known, so that it may. */
  private boolean mayHaveToWait(Object call) throws Throwable {
    var internals = ExchangeInternals.known();
    if (internals == null || !policy.isRead()) {
      return true;
    }
    var now = policy.now();
    if (now == null) {
      return false;
    }
    var uri = internals.request(CallInternals.by(internals).exchange(call)).uri();
    var destination = now.destination(uri.getScheme(), uri.getHost(), uri.getPort());
    return destination != null && now.cachedHeaderValue(destination.audience()) == null;
  }

  /**
   * Cancels the request if nothing of it can have been sent yet.
   *
   * @param call its {@code MultiExchange}
   */
  static void cancel(Object call) {
    try {
      var internals = ExchangeInternals.known();
      if (internals != null) {
        CallInternals.by(internals).cancelUnlessConnected(call);
      }
    } catch (Throwable fault) {
      Faults.log("java-net-http", fault);
    }
  }
}
