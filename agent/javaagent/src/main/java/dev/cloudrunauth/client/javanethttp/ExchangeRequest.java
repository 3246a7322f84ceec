package dev.cloudrunauth.client.javanethttp;

import dev.cloudrunauth.instrumentation.HeaderChoice;
import dev.cloudrunauth.instrumentation.ParkableRequest;
import dev.cloudrunauth.instrumentation.RemovedSignature;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The request of an exchange. The token becomes one of the exchange's system headers. Those belong
 * to this hop alone: the application does not see them, and a redirect does not copy them.
 */
final class ExchangeRequest implements ParkableRequest {

  private final ExchangeInternals internals;
  private final Object exchange;
  private final HttpRequest request;

  ExchangeRequest(ExchangeInternals internals, Object exchange, HttpRequest request) {
    this.internals = internals;
    this.exchange = exchange;
    this.request = request;
  }

  @Override
  public @Nullable String scheme() {
    return request.uri().getScheme();
  }

  @Override
  public @Nullable String host() {
    return request.uri().getHost();
  }

  @Override
  public int port() {
    return request.uri().getPort();
  }

  /** An {@code Authenticator} sets a system header, which the JDK does with {@code Host} too. */
  @Override
  public @Nullable List<String> headers(String name) throws Throwable {
    var own = request.headers().map().get(name);
    if (!HeaderChoice.isCredential(name)) {
      return own;
    }
    var system = internals.systemHeaders(request).get(name);
    return system == null || system.isEmpty() ? own : system;
  }

  @Override
  public void setHeader(String name, String value) throws Throwable {
    internals.setSystemHeader(request, name, value);
    var own = request.headers().map();
    if (RemovedSignature.areAll(own.get(HeaderChoice.STANDARD))
        || RemovedSignature.areAll(own.get(HeaderChoice.SERVERLESS))) {
      UserHeaders.replaceRemovedSignatures();
    }
  }

  /** {@link UserHeaders} leaves it out. */
  @Override
  public void removeHeader(String name) {}

  @Override
  public void removeToken() throws Throwable {
    var system = internals.systemHeaders(request);
    if (ExchangeInternals.sentToken(system) != null) {
      system.remove(HeaderChoice.SERVERLESS);
      if (ExchangeInternals.sentToken(system) != null) {
        system.remove(HeaderChoice.STANDARD);
      }
    }
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
