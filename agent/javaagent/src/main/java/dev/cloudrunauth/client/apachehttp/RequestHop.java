package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import dev.cloudrunauth.instrumentation.SentTokens;
import org.jspecify.annotations.Nullable;

/**
 * Where a blocking connection is about to send the head of a request, on the application's thread.
 * The request stays as it is; a copy is what {@link HeadHop} has written.
 */
final class RequestHop extends Adapter {

  /** The method by which a proxy is asked for a tunnel. */
  static final String CONNECT = "CONNECT";

  RequestHop(Authorizer authorizer) {
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
    var connections = Connections.of(connection.getClass());
    var core = connections.core();
    var session = connections.targetSession(connection, request);
    if (session == null && core.method(request).equals(CONNECT)) {
      Tunnels.note(connection, core.uri(request));
      return request;
    }
    var host = session == null ? null : session.getPeerHost();
    if (session == null || host == null || !authorizer.mayAuthorize(host)) {
      authorizer.sentUnchanged();
      return request;
    }
    var hop = new BlockingRequest(connections, connection, request, session);
    authorizer.authorize(hop);
    var token = hop.token();
    SentTokens.note(connection, token);
    if (token != null) {
      LoggedTokens.add(token);
    }
    var copy = hop.copy();
    if (copy != null) {
      Heads.begin(request, copy);
    }
    return request;
  }

  @Override
  protected Exception failure(RequestFailure failure) {
    return WrittenRequest.notToBeRetried(failure);
  }
}
