package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Locale;

/**
 * The headers of one hop over HTTP/2, as Vert.x sends and receives them: those of Netty, from 5.1
 * on wrapped. Immutable.
 */
final class VertxHeaders {

  private static final ClassValue<VertxHeaders> BY_CLASS = Handles.byClass(VertxHeaders::new);
  private static final String NETTY = "handler.codec.Headers";
  private static final String STATUS = ":status";
  private static final MethodType STATUS_OF_HEADERS =
      MethodType.methodType(Object.class, Object.class);

  private final MethodHandle unwrap;
  private final MethodHandle status;
  private final MethodHandle all;
  private final MethodHandle remove;

  private VertxHeaders(Class<?> type) throws ReflectiveOperationException {
    var own = Kind.superType(type, Types.ROOT + NETTY);
    var headers = own == null ? type.getMethod("unwrap").getReturnType() : own;
    unwrap =
        own == null ? Types.handle(type.getMethod("unwrap")) : MethodHandles.identity(Object.class);
    status = status(type, own == null, headers).asType(STATUS_OF_HEADERS);
    all = Types.handle(headers.getMethod("getAll", Object.class));
    remove = Types.handle(headers.getMethod("remove", Object.class));
  }

  /** Vert.x's own headers of a response have their status beside them, those of a request none. */
  private static MethodHandle status(Class<?> type, boolean isWrapped, Class<?> headers)
      throws ReflectiveOperationException {
    if (!isWrapped) {
      return MethodHandles.insertArguments(
          Types.handle(headers.getMethod("get", Object.class)), 1, STATUS);
    }
    for (var method : type.getMethods()) {
      if (method.getName().equals("status") && method.getParameterCount() == 0) {
        return Types.handle(method);
      }
    }
    return MethodHandles.dropArguments(MethodHandles.constant(Object.class, 0), 0, Object.class);
  }

  static VertxHeaders of(Object headers) {
    return BY_CLASS.get(headers.getClass());
  }

  /** The status of a response, or 0. */
  int status(Object headers) throws Throwable {
    Object found = (Object) status.invokeExact(headers);
    return found instanceof Integer ? (Integer) found : FrameHeaders.status((CharSequence) found);
  }

  List<String> values(Object headers, String name) throws Throwable {
    Object netty = (Object) unwrap.invokeExact(headers);
    var found = (List<?>) (List) all.invokeExact(netty, (Object) name.toLowerCase(Locale.ROOT));
    return FrameHeaders.texts(found);
  }

  void remove(Object headers, String name) throws Throwable {
    Object netty = (Object) unwrap.invokeExact(headers);
    boolean unused = (boolean) remove.invokeExact(netty, (Object) name.toLowerCase(Locale.ROOT));
  }
}
