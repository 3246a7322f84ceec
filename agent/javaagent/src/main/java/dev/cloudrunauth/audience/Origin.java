package dev.cloudrunauth.audience;

import org.jspecify.annotations.Nullable;

/**
 * An https origin in its canonical form: the host in lower case, international names in ASCII, the
 * port always there. Immutable.
 */
public final class Origin {
  private final String host;
  private final int port;

  private Origin(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * Reads an origin such as {@code https://orders.example.com} or {@code
   * https://orders.example.com:8443}. One slash at the end is ignored.
   *
   * @throws InvalidOriginException when {@code text} is anything else: plain http, another scheme
   *     or none, user info, a path, a query, a fragment, a wildcard, a bad host or a bad port
   */
  public static Origin parse(String text) throws InvalidOriginException {
    OriginText parts = OriginText.parse(text);
    if (parts.host.indexOf('*') >= 0) {
      throw new InvalidOriginException("a wildcard is not allowed here", "Write one host");
    }
    return new Origin(HostName.parse(parts.host), parts.port);
  }

  /**
   * Reads one of the hosts that share a fixed audience: {@code HOST}, {@code HOST:PORT} or an
   * origin.
   *
   * @throws InvalidOriginException when {@code text} is neither
   */
  public static Origin parseHost(String text) throws InvalidOriginException {
    if (text.indexOf('*') >= 0) {
      throw new InvalidOriginException(
          "a wildcard cannot have a fixed audience, it would hand one service's token to many"
              + " hosts",
          "List the hosts one by one");
    }
    boolean bare = !text.isEmpty() && !text.contains("://");
    return parse(bare ? OriginText.SCHEME.concat(text) : text);
  }

  /** The host, canonical. */
  public String host() {
    return host;
  }

  /** The port, 443 when the configured text had none. */
  public int port() {
    return port;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Origin
        && port == ((Origin) other).port
        && host.equals(((Origin) other).host);
  }

  @Override
  public int hashCode() {
    return 31 * host.hashCode() + port;
  }

  /** The origin as an audience is written: without the default port, without a slash. */
  @Override
  public String toString() {
    return OriginText.of(host, port);
  }
}
