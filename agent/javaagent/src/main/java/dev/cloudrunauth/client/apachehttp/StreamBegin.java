package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where an HTTP/2 stream is about to write its request. */
final class StreamBegin extends Adapter {

  StreamBegin(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Notes the stream, if its request may get a token.
   *
   * @param request an {@code HttpRequest}, which interceptors may still change
   * @param handler what handles the stream
   * @return the request itself
   */
  @Override
  protected Object call(Object request, @Nullable Object handler) throws Throwable {
    if (handler == null) {
      return request;
    }
    var session = StreamHandlers.of(handler.getClass()).session(handler);
    var host = session == null ? null : session.getPeerHost();
    if (host != null && authorizer.mayAuthorize(host)) {
      Streams.begin(handler);
    } else {
      authorizer.sentUnchanged();
    }
    return request;
  }
}
