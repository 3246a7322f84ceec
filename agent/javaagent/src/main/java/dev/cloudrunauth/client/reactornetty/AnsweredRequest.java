package dev.cloudrunauth.client.reactornetty;

import dev.cloudrunauth.instrumentation.OutgoingRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request of a response whose host is not configured, with the application's own headers. */
final class AnsweredRequest implements OutgoingRequest {

  private static final String HOST = "Host";

  private final Connection connection;
  private final Object operations;

  private AnsweredRequest(Connection connection, Object operations) {
    this.connection = connection;
    this.operations = operations;
  }

  /** That of a channel of Reactor Netty, or {@code null} for any other. */
  static @Nullable OutgoingRequest of(Netty netty, Object channel, @Nullable Hop hop)
      throws Throwable {
    if (hop != null) {
      return hop;
    }
    var connection = Connection.of(netty, channel);
    var operations = connection.isReactors() ? netty.attributes.operations(channel) : null;
    return operations == null ? null : new AnsweredRequest(connection, operations);
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
    return Operations.of(operations).headers(operations, name);
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
