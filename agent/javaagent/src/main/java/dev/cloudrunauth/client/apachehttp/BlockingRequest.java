package dev.cloudrunauth.client.apachehttp;

import java.io.IOException;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** A request of a blocking client. */
final class BlockingRequest extends WrittenRequest {

  private final Connections connections;
  private final Object connection;

  BlockingRequest(
      Connections connections, Object connection, Object request, String host, int port) {
    super(connections.core(), request, host, port);
    this.connections = connections;
    this.connection = connection;
  }

  @Override
  public long timeoutMillis() throws Throwable {
    return connections.socketTimeoutMillis(connection);
  }

  /** A request is aborted by closing its connection. */
  @Override
  public @Nullable IOException cancelled() throws Throwable {
    return connections.isOpen(connection) ? null : new SocketException("Socket closed");
  }
}
