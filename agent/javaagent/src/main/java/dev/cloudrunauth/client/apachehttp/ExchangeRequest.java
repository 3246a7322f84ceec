package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.ParkableRequest;
import dev.cloudrunauth.instrumentation.RequestFailure;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** A hop of HttpAsyncClient 4 that has no connection yet. Its header is set later. */
final class ExchangeRequest implements ParkableRequest {

  private final Exchanges exchanges;
  private final Object exchange;

  ExchangeRequest(Exchanges exchanges, Object exchange) {
    this.exchanges = exchanges;
    this.exchange = exchange;
  }

  @Override
  public String scheme() throws Throwable {
    return exchanges.scheme(exchange);
  }

  @Override
  public @Nullable String host() throws Throwable {
    return exchanges.host(exchange);
  }

  @Override
  public int port() throws Throwable {
    return exchanges.port(exchange);
  }

  @Override
  public List<String> headers(String name) throws Throwable {
    return exchanges.headers(exchange, name);
  }

  @Override
  public void setHeader(String name, String value) {
    throw new IllegalStateException("the headers are not written here");
  }

  @Override
  public void removeHeader(String name) {
    throw new IllegalStateException("the headers are not written here");
  }

  @Override
  public long timeoutMillis() throws Throwable {
    return exchanges.socketTimeoutMillis(exchange);
  }

  @Override
  public @Nullable IOException cancelled() throws Throwable {
    return exchanges.isClosed(exchange) ? new IOException("Request execution cancelled") : null;
  }

  /** Who asks for a connection looks its host up, which may take a while. */
  @Override
  public Executor executor() {
    return ForkJoinPool.commonPool();
  }

  @Override
  public IOException toThrow(RequestFailure failure) {
    return WrittenRequest.notToBeRetried(failure);
  }

  /** The future of a cancelled call is cancelled at once, and the hop when its wait ends. */
  @Override
  public void endWith(CompletableFuture<?> wait) {}
}
