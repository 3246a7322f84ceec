package dev.cloudrunauth.client.javanethttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import org.jspecify.annotations.Nullable;

/**
 * The response of a hop, before the client's redirect, cookie and authentication filters see it. It
 * continues as it is.
 *
 * <p>The client calls on its selector thread too, so nothing here blocks.
 */
final class ExchangeResponse extends Adapter {

  private final Internals internals;

  ExchangeResponse(Authorizer authorizer, Internals internals) {
    super(authorizer);
    this.internals = internals;
  }

  /**
   * Looks at a response.
   *
   * @param response a {@code jdk.internal.net.http.Response}
   * @return the response itself
   */
  @Override
  protected Object call(Object response, @Nullable Object unused) throws Throwable {
    var responses = internals.responses(response);
    int status = responses.statusCode(response);
    if (Authorizer.isOfInterest(status)) {
      // What was sent is still there: system headers live as long as their hop.
      var request = new SystemHeaders(internals.exchanges(response), responses.request(response));
      authorizer.received(
          new IncomingResponse(
              status,
              name -> responses.headers(response).allValues(name),
              request,
              request.token()));
    }
    return response;
  }
}
