package com.example.application.hotpath;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.AsyncPushConsumer;
import org.apache.hc.core5.http.nio.HandlerFactory;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** In place of the asynchronous client's pool: one open connection for everything. */
final class Apache5AsyncConnections implements AsyncClientConnectionManager {

  private final AsyncConnectionEndpoint endpoint;
  private final Future<AsyncConnectionEndpoint> leased;

  Apache5AsyncConnections(Apache5AsyncSession session) {
    endpoint = new Endpoint(session);
    leased = CompletableFuture.completedFuture(endpoint);
  }

  @Override
  public Future<AsyncConnectionEndpoint> lease(
      String id,
      HttpRoute route,
      @Nullable Object state,
      @Nullable Timeout timeout,
      FutureCallback<AsyncConnectionEndpoint> callback) {
    callback.completed(endpoint);
    return leased;
  }

  @Override
  public void release(
      AsyncConnectionEndpoint endpoint,
      @Nullable Object state,
      @Nullable TimeValue validDuration) {}

  @Override
  public Future<AsyncConnectionEndpoint> connect(
      AsyncConnectionEndpoint endpoint,
      ConnectionInitiator initiator,
      Timeout timeout,
      Object attachment,
      HttpContext context,
      FutureCallback<AsyncConnectionEndpoint> callback) {
    throw new UnsupportedOperationException("it is connected");
  }

  @Override
  public void upgrade(AsyncConnectionEndpoint endpoint, Object attachment, HttpContext context) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close(CloseMode mode) {}

  @Override
  public void close() {}

  private static final class Endpoint extends AsyncConnectionEndpoint {

    private final Apache5AsyncSession session;

    Endpoint(Apache5AsyncSession session) {
      this.session = session;
    }

    @Override
    public void execute(
        String id,
        AsyncClientExchangeHandler exchange,
        @Nullable HandlerFactory<AsyncPushConsumer> pushes,
        HttpContext context) {
      session.enqueue(
          new RequestExecutionCommand(exchange, pushes, context), Command.Priority.NORMAL);
    }

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
      session.setSocketTimeout(timeout);
    }

    @Override
    public void close(CloseMode mode) {
      throw new IllegalStateException("the call failed");
    }
  }
}
