package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Authorizer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a client: the peer whose certificate TLS verifies, which is the target of all its
 * requests, whatever proxy or {@code Host} they have. For the connection's event loop.
 */
final class Connection {

  /** More than servers let a connection have open. */
  private static final int MAX_NUMBERED = 4096;

  private final boolean hasTls;
  private final @Nullable String host;
  private final int port;
  private @Nullable Object context;
  private @Nullable Object request;

  private @Nullable String token;
  private String tokenName = "";
  private byte[] tokenLine = {};

  /** By stream. */
  private final IdentityHashMap<Object, VertxHop> hops = new IdentityHashMap<>(0);

  /** By the number of the request of Armeria's. */
  private final HashMap<Integer, ArmeriaHop> numberedHops = new HashMap<>(0);

  private @Nullable ArmeriaHop lastHop;
  private @Nullable Object decided;

  private Connection(boolean hasTls, @Nullable String host, int port) {
    this.hasTls = hasTls;
    this.host = host;
    this.port = port;
  }

  /**
   * The connection of a channel, from a request on that is no {@code CONNECT}: after that one, a
   * client may begin to speak TLS.
   *
   * @param channel what a request is written to: of HTTP/2, a stream
   */
  static Connection of(Netty netty, Object channel) throws Throwable {
    var parent = netty.channels.parent(channel);
    var own = parent == null ? channel : parent;
    var known = netty.attributes.connection(own);
    if (known != null) {
      return known;
    }
    var engine = netty.channels.tls(own);
    var found =
        engine == null
            ? new Connection(false, null, -1)
            : new Connection(true, engine.getPeerHost(), engine.getPeerPort());
    netty.attributes.setConnection(own, found);
    return found;
  }

  String scheme() {
    return hasTls ? "https" : "http";
  }

  /** The host whose certificate is verified, or {@code null} if TLS knows of none, or is absent. */
  @Nullable String host() {
    return host;
  }

  int port() {
    return port;
  }

  /** Whether its requests may get a token. */
  boolean mayAuthorize(Authorizer authorizer) {
    return host != null && authorizer.mayAuthorize(host);
  }

  /**
   * A request is sent as it is. Only the last one is known, which costs no more than two writes.
   *
   * @param context the {@code ChannelHandlerContext} of its codec, or a stream of Vert.x
   * @return {@code null}: nothing takes its place
   */
  @Nullable Object pass(Authorizer authorizer, Object request, Object context) {
    this.request = request;
    this.context = context;
    authorizer.sentUnchanged();
    return null;
  }

  /** What was last sent unchanged, if a channel has sent it; otherwise {@code null}. */
  @Nullable Object passed(Netty netty, Object channel) throws Throwable {
    return context != null
            && netty.contexts.isOne(context)
            && netty.contexts.channel(context) == channel
        ? request
        : null;
  }

  /** The same, if a stream of Vert.x has sent it. */
  @Nullable Object passedBy(Object stream) {
    return context == stream ? request : null;
  }

  /**
   * The line of a header with a token, with its end. Many requests of a connection have the same
   * one, and a copy of bytes takes a fraction of the time that characters take.
   */
  byte[] line(String name, String value) {
    if (!value.equals(token) || !name.equals(tokenName)) {
      tokenLine = (name + ": " + value + "\r\n").getBytes(StandardCharsets.US_ASCII);
      tokenName = name;
      token = value;
    }
    return tokenLine;
  }

  /** The hop of an open stream of Vert.x, if its host is configured. */
  @Nullable VertxHop hop(Object stream) {
    return hops.get(stream);
  }

  void addHop(Object stream, VertxHop hop) {
    hops.put(stream, hop);
  }

  @Nullable VertxHop removeHop(Object stream) {
    return hops.remove(stream);
  }

  /** The hop of a request of Armeria's that waits for its response, if its host is configured. */
  @Nullable ArmeriaHop hop(int number) {
    return numberedHops.get(number);
  }

  /** Adds one. Should the end of requests not be seen, what is known of some is given up. */
  void addHop(int number, ArmeriaHop hop) {
    if (numberedHops.size() >= MAX_NUMBERED) {
      numberedHops.clear();
    }
    numberedHops.put(number, hop);
    lastHop = hop;
  }

  /** What was added last, if its end was not seen: of a WebSocket, its handshake. */
  @Nullable ArmeriaHop lastHop() {
    return lastHop;
  }

  void removeHop(int number) {
    if (!numberedHops.isEmpty() && numberedHops.remove(number) == lastHop) {
      lastHop = null;
    }
  }

  /** A call of Armeria's is made again at once, and goes on then. */
  void setDecided(Object call) {
    decided = call;
  }

  /** Whether a call is made again. */
  boolean takeDecided(Object call) {
    boolean isDecided = decided == call;
    decided = null;
    return isDecided;
  }
}
