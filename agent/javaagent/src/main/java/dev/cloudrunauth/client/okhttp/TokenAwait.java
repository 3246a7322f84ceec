package dev.cloudrunauth.client.okhttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import org.jspecify.annotations.Nullable;

/**
 * One step above {@link RequestHop}, in 3.14 and newer: waits until there is a token, or fails the
 * request, and leaves it as it is.
 */
final class TokenAwait extends Adapter {

  TokenAwait(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Waits.
   *
   * @param request an {@code okhttp3.Request}
   * @param exchange what is about to have it written
   * @return the request itself
   */
  @Override
  protected Object call(Object request, @Nullable Object exchange) throws Throwable {
    var requests = Requests.of(request.getClass());
    if (authorizer.mayAuthorize(requests.host(request))) {
      try {
        authorizer.awaitToken(new WrittenRequest(requests, request, exchange));
      } catch (RequestFailure failure) {
        var calls = exchange == null ? null : Calls.of(exchange.getClass());
        if (failure.isCallersWish() && calls != null && exchange != null) {
          calls.leave(exchange);
        }
        throw failure;
      }
    }
    return request;
  }

  @Override
  protected Exception failure(RequestFailure failure) {
    return WrittenRequest.notToBeRetried(failure);
  }
}
