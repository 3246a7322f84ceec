package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.HostHeader;
import dev.cloudrunauth.instrumentation.OutgoingRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is about to be sent over a connection, which has its target. */
final class HeadRequest implements OutgoingRequest {

  final Copy copy;
  private final Object connection;
  private final Object headers;
  private final @Nullable String authority;
  private final long timeoutMillis;
  final List<String> removed = new ArrayList<>(0);
  private @Nullable String name;
  private @Nullable String value;

  /**
   * A request.
   *
   * @param headers its headers
   * @param authority what it has in place of {@code Host}, or {@code null}
   */
  HeadRequest(
      Copy copy,
      Object connection,
      Object headers,
      @Nullable String authority,
      long timeoutMillis) {
    this.copy = copy;
    this.connection = connection;
    this.headers = headers;
    this.authority = authority;
    this.timeoutMillis = timeoutMillis;
  }

  /** The name of the header with the token, or {@code null} if there is none. */
  @Nullable String name() {
    return name;
  }

  /** Its value, or {@code null} if there is none. */
  @Nullable String value() {
    return value;
  }

  @Override
  public String scheme() throws Throwable {
    return copy.connections.isSecure(connection) ? "https" : "http";
  }

  @Override
  public String host() throws Throwable {
    return copy.connections.host(connection);
  }

  @Override
  public int port() throws Throwable {
    return copy.connections.port(connection);
  }

  @Override
  public List<String> headers(String header) throws Throwable {
    return authority != null && header.equals(HostHeader.NAME)
        ? List.of(authority)
        : copy.messages.values(headers, header);
  }

  @Override
  public void setHeader(String header, String token) {
    name = header;
    value = token;
  }

  @Override
  public void removeHeader(String header) {
    removed.add(header);
  }

  @Override
  public long timeoutMillis() {
    return timeoutMillis;
  }
}
