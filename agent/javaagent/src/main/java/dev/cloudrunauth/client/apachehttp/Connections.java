package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.Socket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one class. The target of what one sends is the peer of its TLS session: that
 * name was verified, whatever route, proxy or {@code Host} a request has. Immutable.
 */
final class Connections {

  private static final ClassValue<Connections> BY_CLASS = Handles.byClass(Connections::new);

  private final HttpCore core;

  /** Of generation 5; in 4, which has no common method for it, the socket is asked. */
  private final @Nullable MethodHandle session;

  private final @Nullable MethodHandle socket;
  private final MethodHandle isOpen;
  private final MethodHandle socketTimeout;

  private Connections(Class<?> connection) throws ReflectiveOperationException {
    core = HttpCore.of(connection);
    var api = core.type("HttpConnection");
    isOpen = HttpCore.handle(api.getMethod("isOpen"));
    if (core instanceof HttpCore5) {
      session = HttpCore.handle(api.getMethod("getSSLSession"));
      socket = null;
      var getTimeout = core.type("SocketModalCloseable").getMethod("getSocketTimeout");
      socketTimeout =
          HttpCore.then(getTimeout, getTimeout.getReturnType().getMethod("toMilliseconds"));
    } else {
      session = null;
      socket = Handles.erased(MethodHandles.lookup().unreflect(opened(connection)));
      socketTimeout =
          MethodHandles.explicitCastArguments(
              HttpCore.handle(api.getMethod("getSocketTimeout")),
              MethodType.methodType(long.class, Object.class));
    }
  }

  private static Method opened(Class<?> connection) throws NoSuchMethodException {
    for (Class<?> type = connection; type != null; type = type.getSuperclass()) {
      for (var method : type.getDeclaredMethods()) {
        if (method.getName().equals("getSocket") && method.getReturnType() == Socket.class) {
          method.setAccessible(true);
          return method;
        }
      }
    }
    throw new NoSuchMethodException(connection + ".getSocket()");
  }

  /**
   * How to ask a connection.
   *
   * @param connection its class
   * @throws IllegalStateException if it is none that the agent knows
   */
  static Connections of(Class<?> connection) {
    return BY_CLASS.get(connection);
  }

  /** The messages that it carries. */
  HttpCore core() {
    return core;
  }

  /** Its TLS session, or {@code null} if it has none. */
  @Nullable SSLSession session(Object connection) throws Throwable {
    if (session != null) {
      return (SSLSession) (Object) session.invokeExact(connection);
    }
    if (socket != null) {
      var used = (Socket) socket.invokeExact(connection);
      return used instanceof SSLSocket ? ((SSLSocket) used).getSession() : null;
    }
    return null;
  }

  boolean isOpen(Object connection) throws Throwable {
    return (boolean) isOpen.invokeExact(connection);
  }

  /** How long it waits for the server, in milliseconds; 0 for no limit. */
  long socketTimeoutMillis(Object connection) throws Throwable {
    return (long) socketTimeout.invokeExact(connection);
  }
}
