package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What one copy of HttpAsyncClient 4 has in an exchange. Immutable. */
final class Exchanges {

  private static final ClassValue<Exchanges> BY_CLASS = Handles.byClass(Exchanges::new);

  private final HttpCore core;
  private final MethodHandle requestConnection;
  private final MethodHandle failed;
  private final MethodHandle closed;
  private final MethodHandle request;
  private final MethodHandle route;
  private final MethodHandle target;
  private final MethodHandle scheme;
  private final MethodHandle host;
  private final MethodHandle port;
  private final MethodHandle config;
  private final MethodHandle socketTimeout;

  private Exchanges(Class<?> exchange) throws ReflectiveOperationException {
    Class<?> type = exchange;
    while (!type.getName().endsWith(".AbstractClientExchangeHandler")) {
      type = type.getSuperclass();
    }
    core = HttpCore.of(type);
    requestConnection = own(type, "requestConnection");
    failed =
        HttpCore.handle(
            core.type("nio.protocol.HttpAsyncClientExchangeHandler")
                .getMethod("failed", Exception.class));
    closed = Handles.erased(Handles.privateGetter(type, "closed"));
    request = own(type, "getCurrentRequest");
    var getRoute = type.getDeclaredMethod("getRoute");
    route = own(type, "getRoute");
    var getTarget = getRoute.getReturnType().getMethod("getTargetHost");
    target = HttpCore.handle(getTarget);
    scheme = HttpCore.handle(getTarget.getReturnType().getMethod("getSchemeName"));
    host = HttpCore.handle(getTarget.getReturnType().getMethod("getHostName"));
    port = HttpCore.handle(getTarget.getReturnType().getMethod("getPort"));
    var context = type.getDeclaredField("localContext").getType();
    var getConfig = context.getMethod("getRequestConfig");
    config =
        MethodHandles.filterReturnValue(
            Handles.erased(Handles.privateGetter(type, "localContext")),
            HttpCore.handle(getConfig));
    socketTimeout = HttpCore.handle(getConfig.getReturnType().getMethod("getSocketTimeout"));
  }

  private static MethodHandle own(Class<?> type, String name) throws ReflectiveOperationException {
    var method = type.getDeclaredMethod(name);
    method.setAccessible(true);
    return Handles.erased(MethodHandles.lookup().unreflect(method));
  }

  static Exchanges of(Class<?> exchange) {
    return BY_CLASS.get(exchange);
  }

  /** Asks for a connection. */
  void requestConnection(Object exchange) throws Throwable {
    requestConnection.invokeExact(exchange);
  }

  /** Ends an exchange, and tells the application why. */
  void fail(Object exchange, Exception cause) throws Throwable {
    failed.invokeExact(exchange, cause);
  }

  /** Whether it has ended, or was cancelled. */
  boolean isClosed(Object exchange) throws Throwable {
    return ((AtomicBoolean) closed.invokeExact(exchange)).get();
  }

  String scheme(Object exchange) throws Throwable {
    return (String)
        scheme.invokeExact((Object) target.invokeExact((Object) route.invokeExact(exchange)));
  }

  /** The host that the next request goes to, or {@code null} if there is no request yet. */
  @Nullable String host(Object exchange) throws Throwable {
    Object used = (Object) route.invokeExact(exchange);
    Object next = (Object) request.invokeExact(exchange);
    return used == null || next == null
        ? null
        : (String) host.invokeExact((Object) target.invokeExact(used));
  }

  int port(Object exchange) throws Throwable {
    return (int)
        port.invokeExact((Object) target.invokeExact((Object) route.invokeExact(exchange)));
  }

  List<String> headers(Object exchange, String name) throws Throwable {
    return core.values((Object) request.invokeExact(exchange), name);
  }

  /** How long it waits for the server, in milliseconds; 0 for no limit. */
  long socketTimeoutMillis(Object exchange) throws Throwable {
    Object used = (Object) config.invokeExact(exchange);
    return used == null ? 0 : Math.max(0, (int) socketTimeout.invokeExact(used));
  }
}
