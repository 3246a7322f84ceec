package dev.cloudrunauth.client.httpurlconnection;

import dev.cloudrunauth.instrumentation.OutgoingRequest;
import dev.cloudrunauth.instrumentation.SentTokens;
import java.io.IOException;
import java.net.SocketException;
import java.net.URL;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers that a connection is about to write. */
final class ConnectionRequest implements OutgoingRequest {

  private final ConnectionInternals internals;
  private final Object connection;
  private final URL url;
  private final Object headers;
  private Object written;
  private boolean hasToken;

  ConnectionRequest(ConnectionInternals internals, Object connection, Object headers)
      throws Throwable {
    this.internals = internals;
    this.connection = connection;
    this.headers = headers;
    written = headers;
    url = internals.url(connection);
  }

  @Override
  public String scheme() {
    return url.getProtocol();
  }

  @Override
  public String host() {
    return url.getHost();
  }

  @Override
  public int port() {
    return url.getPort();
  }

  @Override
  public List<String> headers(String name) throws Throwable {
    return internals.values(written, name);
  }

  /** The note comes first: what it says is removed when the headers are written. */
  @Override
  public void setHeader(String name, String value) throws Throwable {
    hasToken = true;
    SentTokens.note(connection, value);
    internals.add(written, name, value);
  }

  /** In a copy: the application can still ask for what it has set. */
  @Override
  public void removeHeader(String name) throws Throwable {
    if (written == headers) {
      written = internals.copy(headers);
    }
    internals.remove(written, name);
  }

  @Override
  public long timeoutMillis() throws Throwable {
    return internals.readTimeout(connection);
  }

  @Override
  public @Nullable IOException cancelled() throws Throwable {
    return internals.isClosed(connection) ? new SocketException("Socket closed") : null;
  }

  /** Whether the agent has set a token. */
  boolean hasToken() {
    return hasToken;
  }

  /** The headers themselves, or a copy if one had to be removed. */
  Object written() {
    return written;
  }
}
