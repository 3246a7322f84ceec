package dev.cloudrunauth.client.grpc;

import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The target of a call: the peer whose certificate TLS has verified, and the authority that the
 * call names. Immutable.
 */
final class Peer {

  final String scheme;
  final @Nullable String host;
  final int port;
  final String authority;

  private Peer(String scheme, @Nullable String host, int port, String authority) {
    this.scheme = scheme;
    this.host = host;
    this.port = port;
    this.authority = authority;
  }

  /**
   * The target of a call.
   *
   * @param session of its connection, or {@code null} if that has no TLS
   * @param channel the authority of the channel, whose host TLS verifies
   * @param authority what the call names, with or without a port
   */
  static Peer of(@Nullable SSLSession session, String channel, String authority) {
    if (session != null) {
      return new Peer("https", session.getPeerHost(), port(channel), authority);
    }
    return new Peer("http", hostOf(authority), -1, authority);
  }

  /** The host of an authority. */
  static String hostOf(String authority) {
    return authority.substring(0, endOfHost(authority));
  }

  /**
   * The port of an authority, or -1 if it has none. The session does not tell: through a proxy,
   * that of the JDK's sockets has the proxy's.
   */
  static int port(String authority) {
    int port = 0;
    for (int at = endOfHost(authority) + 1; at < authority.length(); at++) {
      port = 10 * port + authority.charAt(at) - '0';
    }
    return port == 0 ? -1 : port;
  }

  private static int endOfHost(String authority) {
    int colon = authority.lastIndexOf(':');
    for (int at = colon + 1; at < authority.length(); at++) {
      if (authority.charAt(at) < '0' || authority.charAt(at) > '9') {
        return authority.length();
      }
    }
    return colon < 0 ? authority.length() : colon;
  }
}
