package com.example.application.hotpath;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpClientConnection;
import org.apache.http.conn.ConnectionRequest;
import org.apache.http.conn.HttpClientConnectionManager;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.DefaultBHttpClientConnection;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** In place of Apache HttpClient 4's pool: one open connection for everything. For one thread. */
final class Apache4Connections implements HttpClientConnectionManager {

  private static final int BUFFER_SIZE = 8 * 1_024;

  private final ConnectionRequest request;

  /**
   * Opens the connection.
   *
   * @throws IOException if the client does not take the socket
   */
  Apache4Connections(Socket socket) throws IOException {
    var connection = new DefaultBHttpClientConnection(BUFFER_SIZE);
    connection.bind(socket);
    request =
        new ConnectionRequest() {
          @Override
          public HttpClientConnection get(long timeout, TimeUnit unit) {
            return connection;
          }

          @Override
          public boolean cancel() {
            return false;
          }
        };
  }

  @Override
  public ConnectionRequest requestConnection(HttpRoute route, @Nullable Object state) {
    return request;
  }

  @Override
  public void releaseConnection(
      HttpClientConnection connection, @Nullable Object state, long duration, TimeUnit unit) {}

  @Override
  public void connect(
      HttpClientConnection connection, HttpRoute route, int timeoutMillis, HttpContext context) {}

  @Override
  public void upgrade(HttpClientConnection connection, HttpRoute route, HttpContext context) {}

  @Override
  public void routeComplete(
      HttpClientConnection connection, HttpRoute route, HttpContext context) {}

  @Override
  public void closeIdleConnections(long idle, TimeUnit unit) {}

  @Override
  public void closeExpiredConnections() {}

  @Override
  public void shutdown() {}
}
