package dev.cloudrunauth.client.jetty;

import java.lang.invoke.MethodHandle;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The end point of a connection that speaks TLS, if it does. It is the innermost one: a proxy that
 * is spoken to by TLS itself has another, nearer to the wire. Immutable.
 */
final class TlsEndPoint {

  private final @Nullable MethodHandle engine;

  TlsEndPoint(Types types, Class<?> endPoint) throws ReflectiveOperationException {
    engine = types.has(endPoint, "getSslConnection") ? engine(types, endPoint) : null;
  }

  private static MethodHandle engine(Types types, Class<?> endPoint)
      throws ReflectiveOperationException {
    var connection = types.returned(endPoint, "getSslConnection");
    return types.then(types.method(endPoint, "getSslConnection"), connection, "getSSLEngine");
  }

  /** Its engine, or {@code null} if it does not speak TLS. */
  @Nullable SSLEngine engine(Object endPoint) throws Throwable {
    return engine == null ? null : (SSLEngine) (Object) engine.invokeExact(endPoint);
  }
}
