package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a request and its response have been exchanged over a blocking connection. */
final class ExchangeHop extends Adapter {

  ExchangeHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Looks at a response together with its request.
   *
   * @param response an {@code HttpResponse}
   * @param request the {@code HttpRequest} that it answers
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object response, @Nullable Object request) throws Throwable {
    var refused = RefusedResponse.taken(response);
    if (refused != null && request != null) {
      refused.look(authorizer, response, request);
    }
    return null;
  }
}
