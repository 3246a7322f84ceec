package com.example.application.hotpath;

import java.nio.channels.SelectionKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.nio.DefaultNHttpClientConnection;
import org.apache.http.nio.NHttpClientConnection;
import org.apache.http.nio.conn.NHttpClientConnectionManager;
import org.apache.http.nio.protocol.HttpAsyncRequestExecutor;
import org.apache.http.nio.reactor.IOEventDispatch;
import org.apache.http.nio.reactor.ssl.SSLIOSession;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * In place of HttpAsyncClient 4.1's pool: one open connection for everything, whose events the
 * caller of {@link #exchange} handles instead of an I/O thread.
 */
final class Apache4AsyncConnections implements NHttpClientConnectionManager {

  private static final int BUFFER_SIZE = 8 * 1_024;

  private final Apache4AsyncSession session;
  private final DefaultNHttpClientConnection connection;
  private final HttpAsyncRequestExecutor handler = new HttpAsyncRequestExecutor();
  private final Future<NHttpClientConnection> leased;

  /**
   * Opens the connection.
   *
   * @param url has the host that it is connected to
   * @param channel what it reads and writes
   * @throws Exception if the client does not take it
   */
  Apache4AsyncConnections(String url, VoidChannel channel) throws Exception {
    session = new Apache4AsyncSession(channel);
    var tls = new Apache4AsyncTlsSession(url, session);
    session.setAttribute(SSLIOSession.SESSION_KEY, tls);
    connection = new DefaultNHttpClientConnection(tls, BUFFER_SIZE);
    handler.connected(connection, null);
    leased = CompletableFuture.completedFuture(connection);
  }

  /** Writes the request that waits and reads its response. */
  void exchange() {
    while ((session.getEventMask() & SelectionKey.OP_WRITE) != 0) {
      connection.produceOutput(handler);
    }
    connection.consumeInput(handler);
  }

  @Override
  public Future<NHttpClientConnection> requestConnection(
      HttpRoute route,
      @Nullable Object state,
      long connectTimeout,
      long leaseTimeout,
      TimeUnit unit,
      FutureCallback<NHttpClientConnection> callback) {
    callback.completed(connection);
    return leased;
  }

  @Override
  public void releaseConnection(
      NHttpClientConnection connection, @Nullable Object state, long duration, TimeUnit unit) {}

  @Override
  public boolean isRouteComplete(NHttpClientConnection connection) {
    return true;
  }

  @Override
  public void startRoute(NHttpClientConnection connection, HttpRoute route, HttpContext context) {}

  @Override
  public void upgrade(NHttpClientConnection connection, HttpRoute route, HttpContext context) {}

  @Override
  public void routeComplete(
      NHttpClientConnection connection, HttpRoute route, HttpContext context) {}

  @Override
  public void closeIdleConnections(long idle, TimeUnit unit) {}

  @Override
  public void closeExpiredConnections() {}

  @Override
  public void execute(IOEventDispatch dispatch) {}

  @Override
  public void shutdown() {}
}
