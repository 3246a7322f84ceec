package dev.cloudrunauth.client.httpurlconnection;

import dev.cloudrunauth.instrumentation.OutgoingRequest;
import dev.cloudrunauth.instrumentation.SentTokens;
import java.io.IOException;
import java.net.SocketException;
import java.net.URL;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers that a connection is about to write, and the copy that is written instead. */
final class ConnectionRequest implements OutgoingRequest {

  private final ConnectionInternals internals;
  private final Object connection;
  private final URL url;
  private final Object headers;

  /**
   * When the JDK writes a request again because the connection broke, it writes what was written
   * before, and so the agent's copy with its token.
   */
  private final @Nullable String earlierToken;

  private @Nullable Object copy;
  private @Nullable String token;

  ConnectionRequest(ConnectionInternals internals, Object connection, Object headers)
      throws Throwable {
    this.internals = internals;
    this.connection = connection;
    this.headers = headers;
    url = internals.url(connection);
    earlierToken = SentTokens.sentWith(headers);
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
    return internals.values(copy == null ? headers : copy, name, earlierToken);
  }

  @Override
  public void setHeader(String name, String value) throws Throwable {
    internals.add(copy(), name, value);
    token = value;
  }

  @Override
  public void removeHeader(String name) throws Throwable {
    internals.remove(copy(), name);
  }

  @Override
  public void removeToken() throws Throwable {
    if (earlierToken != null) {
      var unused = copy();
    }
  }

  private Object copy() throws Throwable {
    if (copy == null) {
      copy = internals.copy(headers, earlierToken);
    }
    return copy;
  }

  @Override
  public long timeoutMillis() throws Throwable {
    return internals.readTimeout(connection);
  }

  @Override
  public @Nullable IOException cancelled() throws Throwable {
    return internals.isClosed(connection) ? new SocketException("Socket closed") : null;
  }

  /** The header value that these headers have from the agent already, or {@code null}. */
  @Nullable String earlierToken() {
    return earlierToken;
  }

  /** The header value that the agent has set, or {@code null} if it has set none. */
  @Nullable String token() {
    return token;
  }

  /** The headers themselves, or a copy with what was set. */
  Object written() {
    return copy == null ? headers : copy;
  }
}
