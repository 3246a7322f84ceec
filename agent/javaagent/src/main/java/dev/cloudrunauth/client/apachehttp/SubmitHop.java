package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/**
 * Where an asynchronous connection of generation 4 is about to log and to write the head of a
 * request, on a thread that must not block: {@link HeadHop} writes the token.
 */
final class SubmitHop extends Adapter {

  SubmitHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Authorizes a request.
   *
   * @param request an {@code HttpRequest}
   * @param connection the connection that is about to send it
   * @return the request itself
   */
  @Override
  protected Object call(Object request, @Nullable Object connection) throws Throwable {
    if (connection == null) {
      return request;
    }
    var connections = NioConnections.of(connection.getClass());
    var core = connections.core();
    var engine = connections.engine(connection);
    if (engine == null && core.method(request).equals(RequestHop.CONNECT)) {
      return request;
    }
    var host = engine == null ? null : engine.getPeerHost();
    if (engine == null || host == null || !authorizer.mayAuthorize(host)) {
      authorizer.sentUnchanged();
      return request;
    }
    var hop = new WrittenRequest(core, request, host, engine.getPeerPort());
    authorizer.authorizeAtOnce(hop);
    AsyncTokens.note(request, hop.token());
    var copy = hop.copy();
    if (copy != null) {
      Heads.begin(request, copy);
    }
    return request;
  }
}
