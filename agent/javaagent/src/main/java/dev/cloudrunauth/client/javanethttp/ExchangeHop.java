package dev.cloudrunauth.client.javanethttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where an exchange begins: once for each hop and for each retry, after redirects, cookies and
 * authentication are decided.
 *
 * <p>The client calls on the caller's thread, on its executor's, or on its one selector thread, so
 * nothing here blocks.
 */
final class ExchangeHop extends Adapter {

  private final Internals internals;

  ExchangeHop(Authorizer authorizer, Internals internals) {
    super(authorizer);
    this.internals = internals;
  }

  /**
   * Authorizes an exchange.
   *
   * @param exchange a {@code jdk.internal.net.http.Exchange}
   * @return {@code null} if the exchange can begin at once, or the future of its response
   */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the woven method returns it to its caller
  protected @Nullable Object call(Object exchange, @Nullable Object unused) throws Throwable {
    var exchanges = internals.exchanges(exchange);
    var request = exchanges.request(exchange);
    var host = request.uri().getHost();
    if (host != null && !authorizer.mayAuthorize(host)) {
      authorizer.sentUnchanged();
      return null;
    }
    try {
      return authorizer.authorize(
          new ExchangeRequest(exchanges, exchange, request),
          () -> exchanges.responseAsyncImpl(exchange));
    } catch (RequestFailure failure) {
      return CompletableFuture.failedFuture(failure.toThrow());
    }
  }
}
