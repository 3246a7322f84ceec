package dev.cloudrunauth.client.jetty;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * What sends requests, or receives responses, over one protocol: an {@code HttpSender} or an {@code
 * HttpReceiver} of one copy of Jetty, a side of an exchange. Immutable.
 */
final class Transport {

  private static final String HTTP_1 = ".HttpChannelOverHTTP";
  private static final String HTTP_2 = ".HttpChannelOverHTTP2";

  /** The messages that pass it. */
  final Exchanges exchanges;

  final boolean isHttp2;
  private final ClassValue<TlsEndPoint> endPoints;
  private final @Nullable MethodHandle endPoint;
  private final MethodHandle executor;
  private final @Nullable MethodHandle send;

  Transport(Types types, Class<?> side, ClassValue<TlsEndPoint> endPoints)
      throws ReflectiveOperationException {
    this.endPoints = endPoints;
    var channel = types.returned(side, "getHttpChannel");
    var channelOf = types.method(side, "getHttpChannel");
    isHttp2 = isA(channel, HTTP_2);
    endPoint = endPoint(types, channelOf, channel);
    var destination = types.returned(channel, "getHttpDestination");
    var client = types.returned(destination, "getHttpClient");
    executor =
        types.then(
            types.then(
                types.then(channelOf, channel, "getHttpDestination"), destination, "getHttpClient"),
            client,
            "getExecutor");
    var exchange = types.returned(side, "getHttpExchange");
    exchanges = new Exchanges(types, exchange);
    send = isA(side, ".HttpSender") ? types.method(side, "send", exchange) : null;
  }

  private @Nullable MethodHandle endPoint(Types types, MethodHandle channelOf, Class<?> channel)
      throws ReflectiveOperationException {
    if (isHttp2) {
      return types.then(
          types.then(channelOf, channel, "getSession"),
          types.type("http2.HTTP2Session"),
          "getEndPoint");
    }
    if (!isA(channel, HTTP_1)) {
      return null;
    }
    var connection = types.returned(channel, "getHttpConnection");
    return types.then(
        types.then(channelOf, channel, "getHttpConnection"), connection, "getEndPoint");
  }

  private static boolean isA(@Nullable Class<?> type, String name) {
    return type != null && (type.getName().endsWith(name) || isA(type.getSuperclass(), name));
  }

  /** Where a side's connection is read and written, or {@code null} for an unknown protocol. */
  @Nullable Object endPoint(Object side) throws Throwable {
    return endPoint == null ? null : (Object) endPoint.invokeExact(side);
  }

  /** What speaks TLS with the target, or {@code null} if nothing does. */
  @Nullable SSLEngine engine(Object endPoint) throws Throwable {
    return endPoints.get(endPoint.getClass()).engine(endPoint);
  }

  /** The threads of the client. */
  Executor executor(Object side) throws Throwable {
    return (Executor) executor.invokeExact(side);
  }

  /** Has a sender send an exchange. */
  void send(Object sender, Object exchange) throws Throwable {
    if (send != null) {
      send.invokeExact(sender, exchange);
    }
  }
}
