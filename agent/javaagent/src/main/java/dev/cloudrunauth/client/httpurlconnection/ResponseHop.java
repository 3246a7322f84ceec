package dev.cloudrunauth.client.httpurlconnection;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import dev.cloudrunauth.instrumentation.SentTokens;
import java.net.URL;
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
      var request = connections.requests(connection);
      if (request != null && !connections.isConnect(request)) {
        authorizer.received(
            new Hop(status, headers, request, connections.url(connection), connections));
      }
    }
    return null;
  }

  private static final class Hop implements IncomingResponse {

    private final int status;
    private final Object response;
    private final Object request;
    private final URL url;
    private final ConnectionInternals internals;

    Hop(int status, Object response, Object request, URL url, ConnectionInternals internals) {
      this.status = status;
      this.response = response;
      this.request = request;
      this.url = url;
      this.internals = internals;
    }

    @Override
    public String scheme() {
      return url.getProtocol();
    }

    @Override
    public String host() {
      return url.getHost();
    }

    @Override
    public int port() {
      return url.getPort();
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
    public @Nullable String sentByAgent() {
      return SentTokens.sentWith(request);
    }

    @Override
    public @Nullable String sentByApplication(String name) throws Throwable {
      for (var value : internals.values(request, name)) {
        if (!value.equals(sentByAgent())) {
          return value;
        }
      }
      return null;
    }
  }
}
