package dev.cloudrunauth.client.apachehttp;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The ports that connections have had a proxy connect them to. The TLS session of such a connection
 * knows the host, whose certificate was verified, but for the port it names the proxy's. Any thread
 * may ask.
 */
final class Tunnels {

  /** Connections are not equal to one another. */
  private static final Map<Object, Integer> PORTS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static volatile boolean areThere;

  private Tunnels() {}

  /**
   * A connection asks its proxy for a tunnel.
   *
   * @param target the host and the port, as CONNECT names them
   */
  static void note(Object connection, String target) {
    try {
      PORTS.put(connection, Integer.valueOf(target.substring(target.lastIndexOf(':') + 1)));
      areThere = true;
    } catch (NumberFormatException unknown) {
      PORTS.put(connection, -1);
    }
  }

  /**
   * The port at the end of a connection.
   *
   * @param ofSocket the port of its socket
   */
  static int port(Object connection, int ofSocket) {
    var port = areThere ? PORTS.get(connection) : null;
    return port == null ? ofSocket : port;
  }
}
