package dev.cloudrunauth.client.httpurlconnection;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import dev.cloudrunauth.instrumentation.SentTokens;
import org.jspecify.annotations.Nullable;

/** Where a connection has read the head of a response. A response to a retry is seen twice. */
final class ResponseHop extends Adapter {

  private final Internals internals;

  ResponseHop(Authorizer authorizer, Internals internals) {
    super(authorizer);
    this.internals = internals;
  }

  /**
   * Looks at a response.
   *
   * @param headers the {@code sun.net.www.MessageHeader} of the response
   * @param connection the {@code sun.net.www.http.HttpClient} that has read it
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object headers, @Nullable Object connection) throws Throwable {
    if (connection == null) {
      return null;
    }
    var connections = internals.of(connection, headers);
    int status = connections.status(headers);
    if (Authorizer.isOfInterest(status)) {
      var written = connections.requests(connection);
      if (written != null && !connections.isConnect(written)) {
        var request = new ConnectionRequest(connections, connection, written);
        authorizer.received(
            new IncomingResponse(
                status,
                name -> connections.values(headers, name),
                request,
                SentTokens.sentWith(connection)));
      }
    }
    return null;
  }
}
