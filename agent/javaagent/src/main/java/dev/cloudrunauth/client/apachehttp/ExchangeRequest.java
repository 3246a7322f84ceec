package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Authorizer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange of HttpAsyncClient 4 that asks for a connection. */
final class ExchangeRequest extends ParkedStep {

  private final Exchanges exchanges;
  private final Object exchange;

  ExchangeRequest(Authorizer authorizer, Exchanges exchanges, Object exchange) {
    super(authorizer, exchange);
    this.exchanges = exchanges;
    this.exchange = exchange;
  }

  @Override
  void take() throws Throwable {
    exchanges.requestConnection(exchange);
  }

  @Override
  void fail(Exception cause) throws Throwable {
    exchanges.fail(exchange, cause);
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
  public long timeoutMillis() throws Throwable {
    return exchanges.socketTimeoutMillis(exchange);
  }

  @Override
  public @Nullable IOException cancelled() throws Throwable {
    return exchanges.isClosed(exchange) ? new IOException("Request execution cancelled") : null;
  }
}
