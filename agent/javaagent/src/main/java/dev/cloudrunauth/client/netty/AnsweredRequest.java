package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.OutgoingRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request of a response whose host is not configured, with the application's own headers. */
final class AnsweredRequest implements OutgoingRequest {

  private static final String HOST = "Host";

  private final Connection connection;
  private final Netty netty;
  private final Object request;

  private AnsweredRequest(Connection connection, Netty netty, Object request) {
    this.connection = connection;
    this.netty = netty;
    this.request = request;
  }

  /** That of a channel, or {@code null} if it is not known. */
  static @Nullable OutgoingRequest of(Netty netty, Object channel, @Nullable Hop hop)
      throws Throwable {
    if (hop != null) {
      return hop;
    }
    var connection = Connection.of(netty, channel);
    var request = connection.passed(netty, channel);
    return request == null ? null : new AnsweredRequest(connection, netty, request);
  }

  @Override
  public String scheme() {
    return connection.scheme();
  }

  /** Without TLS nobody has verified a name, and none is needed: such a hop gets no token. */
  @Override
  public @Nullable String host() throws Throwable {
    if (connection.host() != null) {
      return connection.host();
    }
    var named = headers(HOST);
    if (named.isEmpty()) {
      return null;
    }
    var authority = named.get(0);
    int port = authority.lastIndexOf(':');
    return port < 0 ? authority : authority.substring(0, port);
  }

  @Override
  public int port() {
    return connection.port();
  }

  @Override
  public List<String> headers(String name) throws Throwable {
    return netty.messages.headers(request, name);
  }

  @Override
  public void setHeader(String name, String value) {
    throw new IllegalStateException("the request has been sent");
  }

  @Override
  public void removeHeader(String name) {
    throw new IllegalStateException("the request has been sent");
  }
}
