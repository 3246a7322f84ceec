package dev.cloudrunauth.client.httpurlconnection;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.SentTokens;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection has written the head of a request, or has failed to: takes the token out of
 * the headers again, which {@link RequestHop} has set.
 */
final class WrittenHop extends Adapter {

  private final Internals internals;

  WrittenHop(Authorizer authorizer, Internals internals) {
    super(authorizer);
    this.internals = internals;
  }

  /**
   * Takes the token out.
   *
   * @param headers the {@code sun.net.www.MessageHeader} that was written
   * @param connection the {@code sun.net.www.http.HttpClient} that has written it
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object headers, @Nullable Object connection) throws Throwable {
    if (connection == null) {
      return null;
    }
    var connections = internals.of(connection, headers);
    if (authorizer.mayAuthorize(connections.url(connection).getHost())) {
      var token = SentTokens.sentWith(connection);
      if (token != null) {
        connections.removeToken(headers, token);
      }
    }
    return null;
  }
}
