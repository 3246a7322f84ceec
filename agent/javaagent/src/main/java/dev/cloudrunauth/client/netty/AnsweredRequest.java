package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.HostHeader;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import dev.cloudrunauth.instrumentation.OutgoingRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that was sent unchanged and is answered, with the application's own headers. */
final class AnsweredRequest implements OutgoingRequest {

  private final Connection connection;
  private final IncomingResponse.Headers own;

  /**
   * A request.
   *
   * @param own its headers
   */
  AnsweredRequest(Connection connection, IncomingResponse.Headers own) {
    this.connection = connection;
    this.own = own;
  }

  /**
   * Has a response looked at, if the request that it answers is known.
   *
   * @param channel what has received it: of HTTP/2, a stream
   * @param hop the hop of the channel, or {@code null} if its host is not configured
   */
  static void look(
      Authorizer authorizer,
      Netty netty,
      Object channel,
      @Nullable Hop hop,
      int status,
      IncomingResponse.Headers headers)
      throws Throwable {
    if (hop != null) {
      authorizer.received(new IncomingResponse(status, headers, hop, hop.token()));
      return;
    }
    var connection = Connection.of(netty, channel);
    var request = connection.passed(netty, channel);
    if (request != null) {
      var answered =
          new AnsweredRequest(connection, name -> netty.messages.requestHeaders(request, name));
      authorizer.received(new IncomingResponse(status, headers, answered, null));
    }
  }

  @Override
  public String scheme() {
    return connection.scheme();
  }

  /** Without TLS nobody has verified a name, and none is needed: such a hop gets no token. */
  @Override
  public @Nullable String host() throws Throwable {
    var verified = connection.host();
    return verified == null ? HostHeader.host(headers(HostHeader.NAME)) : verified;
  }

  @Override
  public int port() {
    return connection.port();
  }

  @Override
  public List<String> headers(String name) throws Throwable {
    return own.values(name);
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
