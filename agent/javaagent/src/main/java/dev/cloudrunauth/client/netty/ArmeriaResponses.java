package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** The responses that one copy of Armeria waits for, its {@code HttpResponseWrapper}. Immutable. */
final class ArmeriaResponses {

  private static final ClassValue<ArmeriaResponses> BY_CLASS =
      Handles.byClass(ArmeriaResponses::find);

  private final MethodHandle handler;
  private final MethodHandle channel;
  private final MethodHandle number;
  private final MethodHandle encoder;
  private final MethodHandle requestHeaders;
  private final MethodHandle socketChannel;

  private ArmeriaResponses(Class<?> wrapper) throws ReflectiveOperationException {
    var types = new ArmeriaTypes(wrapper);
    var handlerType = types.type("client.AbstractHttpRequestHandler");
    handler = ArmeriaTypes.field(wrapper, "requestHandler");
    channel = ArmeriaTypes.field(handlerType, "ch");
    number = ArmeriaTypes.field(handlerType, "id");
    encoder = ArmeriaTypes.field(handlerType, "encoder");
    var log =
        Handles.then(
            Handles.then(
                ArmeriaTypes.field(wrapper, "ctx"),
                types.method("client.ClientRequestContext", "log")),
            types.method("common.logging.RequestLogAccess", "partial"));
    requestHeaders = Handles.then(log, types.method("common.logging.RequestLog", "requestHeaders"));
    socketChannel = Handles.then(log, types.method("common.logging.RequestLog", "channel"));
  }

  private static ArmeriaResponses find(Class<?> own) throws ReflectiveOperationException {
    var name = own.getSimpleName();
    var parent = own.getSuperclass();
    return name.equals("HttpResponseWrapper") || parent == null
        ? new ArmeriaResponses(own)
        : BY_CLASS.get(parent);
  }

  static ArmeriaResponses of(Object wrapper) {
    return BY_CLASS.get(wrapper.getClass());
  }

  /**
   * What writes its request. The handshake of a WebSocket over HTTP/1.1 has none, nor has a request
   * that the connection has made for itself.
   */
  @Nullable Object handler(Object wrapper) throws Throwable {
    return (Object) handler.invokeExact(wrapper);
  }

  Object channel(Object handler) throws Throwable {
    return (Object) channel.invokeExact(handler);
  }

  /** Whether it is the response to the handshake of a WebSocket over HTTP/1.1. */
  static boolean isOfSocket(Object wrapper) {
    return wrapper.getClass().getSimpleName().startsWith("WebSocket");
  }

  /** The channel of a WebSocket over HTTP/1.1, which has no other request. */
  Object socketChannel(Object wrapper) throws Throwable {
    return (Object) socketChannel.invokeExact(wrapper);
  }

  /** The number of its request on its connection. */
  int number(Object handler) throws Throwable {
    return (int) number.invokeExact(handler);
  }

  /** Whether it was sent over HTTP/2. */
  boolean isHttp2(Object handler) throws Throwable {
    return ArmeriaTypes.isHttp2(((Object) encoder.invokeExact(handler)).getClass());
  }

  /** The {@code RequestHeaders} that the request was sent with, without the token. */
  Object requestHeaders(Object wrapper) throws Throwable {
    return (Object) requestHeaders.invokeExact(wrapper);
  }
}
