package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import org.jspecify.annotations.Nullable;

/** Where an asynchronous connection of generation 4 has the head of a response. */
final class ExchangeAnswer extends Adapter {

  ExchangeAnswer(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Looks at a response.
   *
   * @param connection an {@code NHttpClientConnection}
   * @param executor the client's protocol handler
   * @return the connection itself
   */
  @Override
  protected Object call(Object connection, @Nullable Object executor) throws Throwable {
    var connections = NioConnections.of(connection.getClass());
    var core = connections.core();
    var response = connections.response(connection);
    int status = response == null ? 0 : core.status(response);
    if (response != null && Authorizer.isOfInterest(status)) {
      look(connections, connection, response, status);
    }
    return connection;
  }

  private void look(NioConnections connections, Object connection, Object response, int status)
      throws Throwable {
    var core = connections.core();
    var request = connections.answered(connection);
    if (request != null) {
      var engine = connections.engine(connection);
      authorizer.received(
          new IncomingResponse(
              status,
              name -> core.values(response, name),
              new WrittenRequest(
                  core,
                  request,
                  engine == null ? null : engine.getPeerHost(),
                  engine == null ? -1 : engine.getPeerPort()),
              AsyncTokens.sentWith(request)));
    }
  }
}
