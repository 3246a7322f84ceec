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

  /** Two questions in one handle: one that is no constant of the caller's costs for each call. */
  private static final MethodHandle TARGET_SESSION = ofTarget();

  private static final ClassValue<Connections> BY_CLASS = Handles.byClass(Connections::new);

  private final HttpCore core;

  /** What has the session: in generation 4, which has no common method for it, the socket. */
  private final MethodHandle secured;

  private final MethodHandle targetSession;
  private final MethodHandle isOpen;
  private final MethodHandle socketTimeout;

  private Connections(Class<?> connection) throws ReflectiveOperationException {
    core = HttpCore.of(connection);
    var api = core.type("HttpConnection");
    isOpen = HttpCore.handle(api.getMethod("isOpen"));
    if (core instanceof HttpCore5) {
      secured = HttpCore.handle(api.getMethod("getSSLSession"));
      var getTimeout = core.type("SocketModalCloseable").getMethod("getSocketTimeout");
      socketTimeout =
          HttpCore.then(getTimeout, getTimeout.getReturnType().getMethod("toMilliseconds"));
    } else {
      secured = erased(MethodHandles.lookup().unreflect(opened(connection)));
      socketTimeout =
          MethodHandles.explicitCastArguments(
              HttpCore.handle(api.getMethod("getSocketTimeout")),
              MethodType.methodType(long.class, Object.class));
    }
    targetSession = MethodHandles.filterArguments(TARGET_SESSION, 0, secured, core.method());
  }

  private static MethodHandle erased(MethodHandle handle) {
    return handle.asType(handle.type().generic());
  }

  private static MethodHandle ofTarget() {
    var type = MethodType.methodType(SSLSession.class, Object.class, String.class);
    try {
      return MethodHandles.lookup().findStatic(Connections.class, "targetSession", type);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
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
    return sessionOf((Object) secured.invokeExact(connection));
  }

  /**
   * Its TLS session with the target of a request.
   *
   * @return {@code null} if it has none, and for CONNECT, whose target is the proxy
   */
  @Nullable SSLSession targetSession(Object connection, Object request) throws Throwable {
    return (SSLSession) targetSession.invokeExact(connection, request);
  }

  /** The same, given what has the session, and the method of the request. */
  static @Nullable SSLSession targetSession(@Nullable Object secured, String method) {
    return method.equals(RequestHop.CONNECT) ? null : sessionOf(secured);
  }

  private static @Nullable SSLSession sessionOf(@Nullable Object secured) {
    if (secured instanceof SSLSocket) {
      return ((SSLSocket) secured).getSession();
    }
    return secured instanceof SSLSession ? (SSLSession) secured : null;
  }

  boolean isOpen(Object connection) throws Throwable {
    return (boolean) isOpen.invokeExact(connection);
  }

  /** How long it waits for the server, in milliseconds; 0 for no limit. */
  long socketTimeoutMillis(Object connection) throws Throwable {
    return (long) socketTimeout.invokeExact(connection);
  }
}
