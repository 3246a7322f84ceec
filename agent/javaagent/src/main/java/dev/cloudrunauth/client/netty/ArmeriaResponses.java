package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;

/** The responses that one copy of Armeria waits for, its {@code HttpResponseWrapper}. Immutable. */
final class ArmeriaResponses {

  private static final ClassValue<ArmeriaResponses> BY_CLASS =
      Handles.byClass(ArmeriaResponses::find);

  private final MethodHandle channel;
  private final MethodHandle number;
  private final MethodHandle encoder;
  private final MethodHandle requestHeaders;

  private ArmeriaResponses(Class<?> wrapper) throws ReflectiveOperationException {
    var types = new ArmeriaTypes(wrapper);
    var handler = types.type("client.AbstractHttpRequestHandler");
    var handlerOf = ArmeriaTypes.field(wrapper, "requestHandler");
    channel = Handles.then(handlerOf, ArmeriaTypes.field(handler, "ch"));
    number = Handles.then(handlerOf, ArmeriaTypes.field(handler, "id"));
    encoder = Handles.then(handlerOf, ArmeriaTypes.field(handler, "encoder"));
    requestHeaders =
        Handles.then(
            Handles.then(
                ArmeriaTypes.field(wrapper, "ctx"),
                types.method("client.ClientRequestContext", "log")),
            Handles.then(
                types.method("common.logging.RequestLogAccess", "partial"),
                types.method("common.logging.RequestLog", "requestHeaders")));
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

  Object channel(Object wrapper) throws Throwable {
    return (Object) channel.invokeExact(wrapper);
  }

  /** The number of its request on its connection. */
  int number(Object wrapper) throws Throwable {
    return (int) number.invokeExact(wrapper);
  }

  /** Whether it was sent over HTTP/2. */
  boolean isHttp2(Object wrapper) throws Throwable {
    return ArmeriaTypes.isHttp2(((Object) encoder.invokeExact(wrapper)).getClass());
  }

  /** The {@code RequestHeaders} that the request was sent with, without the token. */
  Object requestHeaders(Object wrapper) throws Throwable {
    return (Object) requestHeaders.invokeExact(wrapper);
  }
}
