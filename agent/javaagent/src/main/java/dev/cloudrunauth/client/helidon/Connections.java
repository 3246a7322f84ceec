package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;

/**
 * The connections of one copy of Helidon: what they lead to, and whether by TLS, which verifies the
 * certificate of that host. Immutable.
 */
final class Connections {

  private final Class<?> tcp;
  private final MethodHandle host;
  private final MethodHandle port;
  private final MethodHandle isSecure;
  private final MethodHandle close;

  Connections(Types types) throws ReflectiveOperationException {
    var connection = types.type("webclient.api.ClientConnection");
    var key = types.type("webclient.api.ConnectionKey");
    tcp = types.type("webclient.api.TcpClientConnection");
    var keyOf = Types.field(tcp, "connectionKey");
    host = Handles.then(keyOf, Types.handle(key.getMethod("host")));
    port = Handles.then(keyOf, Types.handle(key.getMethod("port")));
    isSecure =
        Handles.then(
            Types.handle(connection.getMethod("helidonSocket")),
            Types.handle(types.type("common.socket.SocketContext").getMethod("isSecure")));
    close = Types.handle(connection.getMethod("closeResource"));
  }

  /**
   * Whether it is one whose target is known: not an application's own, or one of the file system.
   */
  boolean isTcp(Object connection) {
    return tcp.isInstance(connection);
  }

  String host(Object connection) throws Throwable {
    return (String) host.invokeExact(connection);
  }

  int port(Object connection) throws Throwable {
    return (int) port.invokeExact(connection);
  }

  boolean isSecure(Object connection) throws Throwable {
    return (boolean) isSecure.invokeExact(connection);
  }

  void close(Object connection) throws Throwable {
    close.invokeExact(connection);
  }
}
