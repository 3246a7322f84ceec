package dev.cloudrunauth.credentials;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** A connection to a server, and how a request on it has to name its target. */
final class Route implements Closeable {

  private final LimitedSocket connection;
  private final Socket socket;
  private final boolean namesOrigin;

  /**
   * A route.
   *
   * @param connection what is to be closed
   * @param socket where to write: the connection itself, or TLS over it
   * @param namesOrigin whether a proxy has to be told the server's name in the request line
   */
  Route(LimitedSocket connection, Socket socket, boolean namesOrigin) {
    this.connection = connection;
    this.socket = socket;
    this.namesOrigin = namesOrigin;
  }

  Socket socket() {
    return socket;
  }

  /** The request target (RFC 9112, section 3.2). */
  String target(URI uri) {
    var target = new StringBuilder();
    if (namesOrigin) {
      target.append(uri.getScheme()).append("://").append(uri.getRawAuthority());
    }
    target.append(uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
    if (uri.getRawQuery() != null) {
      target.append('?').append(uri.getRawQuery());
    }
    return target.toString();
  }

  /** Closes the connection without a word of TLS, for which a server that hangs would have time. */
  @Override
  public void close() throws IOException {
    connection.close();
  }
}
