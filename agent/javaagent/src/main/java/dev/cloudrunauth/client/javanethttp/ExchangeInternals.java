package dev.cloudrunauth.client.javanethttp;

import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.HeaderChoice;
import dev.cloudrunauth.instrumentation.JdkAccess;
import dev.cloudrunauth.instrumentation.Undeclared;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the agent uses of {@code jdk.internal.net.http}: the same names and descriptors from Java 11
 * to 27. Immutable.
 */
final class ExchangeInternals {

  private final Handles handles;
  private final MethodHandle request;
  private final MethodHandle cancelCause;
  private final MethodHandle setExchangeCF;
  private final MethodHandle responseAsyncImpl;
  private final MethodHandle client;
  private final MethodHandle theExecutor;
  private final MethodHandle delegate;
  private final MethodHandle systemHeaders;
  private final MethodHandle headersMap;
  private final MethodHandle setSystemHeader;

  /**
   * Finds them.
   *
   * @param access gives access to the package
   * @param exchange the class {@code Exchange}
   * @throws ReflectiveOperationException if this JDK is not as those that the agent knows
   */
  ExchangeInternals(JdkAccess access, Class<?> exchange) throws ReflectiveOperationException {
    handles = new Handles(access.lookupIn(exchange));
    var requestImpl = handles.type("HttpRequestImpl");
    var clientImpl = handles.type("HttpClientImpl");
    var executor = handles.type("HttpClientImpl$DelegatingExecutor");
    var headersBuilder = handles.type("common.HttpHeadersBuilder");
    request = handles.getter(exchange, "request", requestImpl);
    cancelCause = handles.method(exchange, "getCancelCause", IOException.class);
    setExchangeCF = handles.setter(exchange, "exchangeCF", CompletableFuture.class);
    responseAsyncImpl =
        MethodHandles.insertArguments(
            handles.method(
                exchange,
                "responseAsyncImpl",
                CompletableFuture.class,
                handles.type("HttpConnection")),
            1,
            (Object) null);
    client = handles.method(exchange, "client", clientImpl);
    theExecutor = handles.method(clientImpl, "theExecutor", executor);
    delegate = handles.method(executor, "delegate", Executor.class);
    systemHeaders = handles.method(requestImpl, "getSystemHeadersBuilder", headersBuilder);
    headersMap =
        new Handles(access.lookupIn(headersBuilder)).method(headersBuilder, "map", Map.class);
    setSystemHeader =
        handles.method(requestImpl, "setSystemHeader", void.class, String.class, String.class);
  }

  /** Finds more of the package of {@code Exchange}, with its rights. */
  Handles handles() {
    return handles;
  }

  HttpRequest request(Object exchange) throws Throwable {
    return (HttpRequest) (Object) request.invokeExact(exchange);
  }

  @SuppressWarnings("unchecked")
  Map<String, List<String>> systemHeaders(HttpRequest request) throws Throwable {
    Object builder = (Object) systemHeaders.invokeExact((Object) request);
    return (Map<String, List<String>>) (Map<?, ?>) (Map) headersMap.invokeExact(builder);
  }

  /** Whether the agent has set a token. Nobody else makes a system header of a bearer token. */
  boolean hasToken(HttpRequest request) throws Throwable {
    return sentToken(systemHeaders(request)) != null;
  }

  /** The token among the system headers of a hop, or {@code null} if it goes without. */
  static @Nullable String sentToken(Map<String, List<String>> systemHeaders) {
    var serverless = first(systemHeaders.get(HeaderChoice.SERVERLESS));
    var value = serverless == null ? first(systemHeaders.get(HeaderChoice.STANDARD)) : serverless;
    return value != null && value.startsWith("Bearer ") ? value : null;
  }

  static @Nullable String first(@Nullable List<String> values) {
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  void setSystemHeader(HttpRequest request, String name, String value) throws Throwable {
    setSystemHeader.invokeExact((Object) request, name, value);
  }

  /** The executor that the application gave to its client, or the client's own. */
  Executor executor(Object exchange) throws Throwable {
    Object clientImpl = (Object) client.invokeExact(exchange);
    Object delegating = (Object) theExecutor.invokeExact(clientImpl);
    return (Executor) delegate.invokeExact(delegating);
  }

  /** Why the exchange was cancelled, or {@code null} if it was not. */
  @Nullable IOException cancelCause(Object exchange) throws Throwable {
    return (IOException) cancelCause.invokeExact(exchange);
  }

  /**
   * Has a wait end early when the exchange is cancelled or times out, by the field in which the JDK
   * looks for what an exchange without a connection waits for.
   */
  void endWith(Object exchange, CompletableFuture<?> wait) throws Throwable {
    setExchangeCF.invokeExact(exchange, wait);
    var cancelled = cancelCause(exchange);
    if (cancelled != null) {
      wait.completeExceptionally(cancelled);
    }
  }

  /** Begins the exchange below its woven method. */
  @SuppressWarnings("unchecked") // whatever the response is, it continues as it is
  CompletableFuture<Object> responseAsyncImpl(Object exchange) {
    try {
      return (CompletableFuture<Object>)
          (CompletableFuture) responseAsyncImpl.invokeExact(exchange);
    } catch (Throwable fault) {
      throw Undeclared.exception(fault);
    }
  }
}
