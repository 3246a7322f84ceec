package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/**
 * Where an asynchronous connection is about to write the head of a message over HTTP/1.1, on a
 * thread that must not block: of a request that gets a token, a copy is written.
 */
final class AsyncHead extends Adapter {

  AsyncHead(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * What is written.
   *
   * @param message an {@code HttpRequest}, or a server's response
   * @param duplexer the connection
   * @return the message itself, or the copy with the token
   */
  @Override
  protected Object call(Object message, @Nullable Object duplexer) throws Throwable {
    if (duplexer == null) {
      return message;
    }
    var connections = Connections.of(duplexer.getClass());
    var core = connections.core();
    var session = connections.session(duplexer);
    var host = session == null ? null : session.getPeerHost();
    if (session == null || host == null || !authorizer.mayAuthorize(host)) {
      authorizer.sentUnchanged();
      return message;
    }
    if (!core.isRequest(message) || core.method(message).equals(RequestHop.CONNECT)) {
      return message;
    }
    var hop = new WrittenRequest(core, message, session, session.getPeerPort());
    authorizer.authorizeAtOnce(hop);
    AsyncTokens.note(message, hop.token());
    var copy = hop.copy();
    return copy == null ? message : copy;
  }
}
