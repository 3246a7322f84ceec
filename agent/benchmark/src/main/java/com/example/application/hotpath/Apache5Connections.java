package com.example.application.hotpath;

import java.io.IOException;
import java.net.Socket;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** In place of Apache HttpClient 5's pool: one open connection for everything. For one thread. */
final class Apache5Connections implements HttpClientConnectionManager {

  private final LeaseRequest lease;

  /**
   * Opens the connection.
   *
   * @throws IOException if the client does not take the socket
   */
  Apache5Connections(Socket socket) throws IOException {
    var connection = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
    connection.bind(socket);
    lease = new Lease(new Endpoint(connection));
  }

  @Override
  public LeaseRequest lease(
      String id, HttpRoute route, @Nullable Timeout timeout, @Nullable Object state) {
    return lease;
  }

  @Override
  public void release(
      ConnectionEndpoint endpoint, @Nullable Object state, @Nullable TimeValue validDuration) {}

  @Override
  public void connect(
      ConnectionEndpoint endpoint, @Nullable TimeValue timeout, HttpContext context) {}

  @Override
  public void upgrade(ConnectionEndpoint endpoint, HttpContext context) {}

  @Override
  public void close(CloseMode mode) {}

  @Override
  public void close() {}

  private static final class Lease implements LeaseRequest {

    private final Endpoint endpoint;

    Lease(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public ConnectionEndpoint get(@Nullable Timeout timeout) {
      return endpoint;
    }

    @Override
    public boolean cancel() {
      return false;
    }
  }

  private static final class Endpoint extends ConnectionEndpoint {

    private final HttpClientConnection connection;

    Endpoint(HttpClientConnection connection) {
      this.connection = connection;
    }

    @Override
    @Deprecated
    public ClassicHttpResponse execute(
        String id, ClassicHttpRequest request, HttpRequestExecutor executor, HttpContext context)
        throws IOException, HttpException {
      return executor.execute(request, connection, context);
    }

    @Override
    public ClassicHttpResponse execute(
        String id, ClassicHttpRequest request, RequestExecutor executor, HttpContext context)
        throws IOException, HttpException {
      return executor.execute(request, connection, context);
    }

    @Override
    public boolean isConnected() {
      return connection.isOpen();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
      connection.setSocketTimeout(timeout);
    }

    @Override
    public void close(CloseMode mode) {
      throw new IllegalStateException("the call failed");
    }

    @Override
    public void close() {
      throw new IllegalStateException("the call failed");
    }
  }
}
