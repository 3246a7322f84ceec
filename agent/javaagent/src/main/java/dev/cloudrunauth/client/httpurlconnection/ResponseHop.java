package dev.cloudrunauth.client.httpurlconnection;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import dev.cloudrunauth.instrumentation.OutgoingRequest;
import java.util.List;
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
        authorizer.received(new Hop(status, headers, request, connections));
      }
    }
    return null;
  }

  private static final class Hop implements IncomingResponse {

    private final int status;
    private final Object response;
    private final ConnectionRequest request;
    private final ConnectionInternals internals;

    Hop(int status, Object response, ConnectionRequest request, ConnectionInternals internals) {
      this.status = status;
      this.response = response;
      this.request = request;
      this.internals = internals;
    }

    @Override
    public int status() {
      return status;
    }

    @Override
    public List<String> headers(String name) throws Throwable {
      return internals.values(response, name);
    }

    @Override
    public OutgoingRequest request() {
      return request;
    }

    @Override
    public @Nullable String sentByAgent() {
      return request.earlierToken();
    }
  }
}
