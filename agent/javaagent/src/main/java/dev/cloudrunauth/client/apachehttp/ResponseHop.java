package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.SentTokens;
import org.jspecify.annotations.Nullable;

/**
 * Where a blocking connection has received the head of a response. It knows where the response
 * comes from, but no longer the request: {@link ExchangeHop} does, on the same thread.
 */
final class ResponseHop extends Adapter {

  ResponseHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Looks at a response.
   *
   * @param response an {@code HttpResponse}
   * @param connection what has received it
   * @return the response itself
   */
  @Override
  protected Object call(Object response, @Nullable Object connection) throws Throwable {
    if (connection == null) {
      return response;
    }
    var connections = Connections.of(connection.getClass());
    if (Authorizer.isOfInterest(connections.core().status(response))) {
      var session = connections.session(connection);
      new RefusedResponse(
              connections.core(),
              response,
              session == null ? null : session.getPeerHost(),
              session == null ? -1 : Tunnels.port(connection, session.getPeerPort()),
              SentTokens.sentWith(connection))
          .note();
    }
    return response;
  }
}
