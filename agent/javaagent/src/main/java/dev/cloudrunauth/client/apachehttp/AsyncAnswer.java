package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a stream of an asynchronous connection has the head of its response. */
final class AsyncAnswer extends Adapter {

  AsyncAnswer(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Looks at a response.
   *
   * @param response an {@code HttpResponse}
   * @param handler what handles the stream
   * @return the response itself
   */
  @Override
  protected Object call(Object response, @Nullable Object handler) throws Throwable {
    if (handler != null) {
      var core = HttpCore.of(handler.getClass());
      int status = core.status(response);
      if (Authorizer.isOfInterest(status)) {
        StreamHandlers.of(handler.getClass())
            .look(authorizer, handler, status, name -> core.values(response, name));
      }
    }
    return response;
  }
}
