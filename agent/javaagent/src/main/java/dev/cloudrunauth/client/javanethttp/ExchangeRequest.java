package dev.cloudrunauth.client.javanethttp;

import dev.cloudrunauth.instrumentation.ParkableRequest;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The request of an exchange that is about to begin. */
final class ExchangeRequest extends SystemHeaders implements ParkableRequest {

  private final Object exchange;

  ExchangeRequest(ExchangeInternals internals, Object exchange, HttpRequest request) {
    super(internals, request);
    this.exchange = exchange;
  }

  /**
   * Java 11 would still send a request that was cancelled or timed out meanwhile, and each JDK
   * reports a connect time-out although no connection has been attempted yet.
   */
  @Override
  public @Nullable IOException cancelled() throws Throwable {
    var cause = internals.cancelCause(exchange);
    return cause instanceof HttpConnectTimeoutException
        ? new HttpTimeoutException("request timed out")
        : cause;
  }

  @Override
  public Executor executor() throws Throwable {
    return internals.executor(exchange);
  }

  @Override
  public void endWith(CompletableFuture<?> wait) throws Throwable {
    internals.endWith(exchange, wait);
  }
}
