package dev.cloudrunauth.client.reactornetty;

import org.jspecify.annotations.Nullable;

/**
 * A connection of a client: whether it is Reactor Netty's, and the peer whose certificate TLS
 * verifies, which is the target of all its requests, whatever proxy or {@code Host} they have.
 * Immutable.
 */
final class Connection {

  private final boolean isReactors;
  private final @Nullable String host;
  private final int port;

  private Connection(boolean isReactors, @Nullable String host, int port) {
    this.isReactors = isReactors;
    this.host = host;
    this.port = port;
  }

  /**
   * The connection of a channel.
   *
   * @param channel what a request is written to: of HTTP/2, a stream
   */
  static Connection of(Netty netty, Object channel) throws Throwable {
    var parent = netty.channels.parent(channel);
    var own = parent == null ? channel : parent;
    var known = netty.attributes.connection(own);
    if (known != null && known.isFinal()) {
      return known;
    }
    boolean isReactors = netty.channels.hasHandler(channel, Kind.REACTOR_HANDLER);
    var engine = netty.channels.tls(own);
    var found =
        engine == null
            ? new Connection(isReactors, null, -1)
            : new Connection(isReactors, engine.getPeerHost(), engine.getPeerPort());
    netty.attributes.setConnection(own, found);
    return found;
  }

  /** A client may begin to speak TLS when its proxy has connected it; Reactor Netty does not. */
  boolean isFinal() {
    return isReactors || host != null;
  }

  boolean isReactors() {
    return isReactors;
  }

  String scheme() {
    return host == null ? "http" : "https";
  }

  /** The host whose certificate is verified, or {@code null} without TLS. */
  @Nullable String host() {
    return host;
  }

  int port() {
    return port;
  }
}
