package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
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
        look(core, response, status, handler);
      }
    }
    return response;
  }

  private void look(HttpCore core, Object response, int status, Object handler) throws Throwable {
    var handlers = StreamHandlers.of(handler.getClass());
    var request = handlers.request(handler);
    if (request != null) {
      var session = handlers.session(handler);
      authorizer.received(
          new IncomingResponse(
              status,
              name -> core.values(response, name),
              new WrittenRequest(
                  core, request, session, session == null ? -1 : session.getPeerPort()),
              AsyncTokens.sentWith(request)));
    }
  }
}
