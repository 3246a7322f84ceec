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
   * @param authority what it names, with or without a port
   */
  static Peer of(@Nullable SSLSession session, String authority) {
    if (session != null) {
      return new Peer("https", session.getPeerHost(), session.getPeerPort(), authority);
    }
    int colon = authority.lastIndexOf(':');
    return new Peer("http", colon < 0 ? authority : authority.substring(0, colon), -1, authority);
  }
}
