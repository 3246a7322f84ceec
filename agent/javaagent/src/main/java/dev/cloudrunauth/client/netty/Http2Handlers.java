package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** The handlers of connections of HTTP/2 in one copy of Netty. Immutable. */
final class Http2Handlers {

  private static final ClassValue<Http2Handlers> BY_CLASS = Handles.byClass(Http2Handlers::new);
  private static final String HTTP_2 = "handler.codec.http2.";
  private static final String HANDLER = HTTP_2 + "Http2ConnectionHandler";

  private final MethodHandle stream;
  private final MethodHandle close;

  private Http2Handlers(Class<?> handler) throws ReflectiveOperationException {
    var types = new Types(handlerType(handler));
    var connection = types.type(HTTP_2 + "Http2Connection");
    stream =
        MethodHandles.filterArguments(
            Types.handle(connection.getMethod("stream", int.class)),
            0,
            Types.handle(types.type(HANDLER).getMethod("connection")));
    close = Types.handle(types.type(HTTP_2 + "Http2Stream").getMethod("close"));
  }

  private static Class<?> handlerType(Class<?> handler) throws ClassNotFoundException {
    var found = Kind.superType(handler, Types.ROOT + HANDLER);
    if (found == null) {
      throw new ClassNotFoundException(HANDLER);
    }
    return found;
  }

  /** Whether an object is one. */
  static boolean isOne(Object handler) {
    return Kind.superType(handler.getClass(), Types.ROOT + HANDLER) != null;
  }

  static Http2Handlers of(Object handler) {
    return BY_CLASS.get(handler.getClass());
  }

  /** Closes a stream that nothing has been sent of. */
  void close(Object handler, int id) throws Throwable {
    Object found = (Object) stream.invokeExact(handler, id);
    if (found != null) {
      var unused = (Object) close.invokeExact(found);
    }
  }
}
