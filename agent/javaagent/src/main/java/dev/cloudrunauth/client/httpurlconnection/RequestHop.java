package dev.cloudrunauth.client.httpurlconnection;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import dev.cloudrunauth.instrumentation.SentTokens;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection is about to write the head of a request, on the application's thread, which
 * has the {@code HttpURLConnection} locked. The token is among its headers only until they are
 * written ({@link WrittenHop}): the application can ask for them, and the JDK copies them to a
 * redirect.
 */
final class RequestHop extends Adapter {

  private final Internals internals;

  RequestHop(Authorizer authorizer, Internals internals) {
    super(authorizer);
    this.internals = internals;
  }

  /**
   * The headers that are written in place of those given.
   *
   * @param headers a {@code sun.net.www.MessageHeader}
   * @param connection the {@code sun.net.www.http.HttpClient} that writes them
   * @return these headers with the token, or a copy without a token whose signature was removed
   */
  @Override
  protected Object call(Object headers, @Nullable Object connection) throws Throwable {
    if (connection == null) {
      return headers;
    }
    var connections = internals.of(connection, headers);
    if (!authorizer.mayAuthorize(connections.url(connection).getHost())) {
      authorizer.sentUnchanged();
      return headers;
    }
    if (connections.isConnect(headers)) {
      return headers;
    }
    var request = new ConnectionRequest(connections, connection, headers);
    try {
      authorizer.authorize(request);
    } catch (RequestFailure failure) {
      // Nothing was sent over it, and the JDK would leave it open.
      connections.close(connection);
      throw failure;
    }
    if (!request.hasToken()) {
      SentTokens.note(connection, null);
    }
    return request.written();
  }
}
