package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where an HTTP/2 stream has written its request, or has failed to. */
final class StreamEnd extends Adapter {

  StreamEnd(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Ends what {@link StreamBegin} has begun.
   *
   * @param request the request
   * @param handler what handles the stream
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object request, @Nullable Object handler) throws Throwable {
    if (handler == null) {
      return null;
    }
    var session = StreamHandlers.of(handler.getClass()).session(handler);
    var host = session == null ? null : session.getPeerHost();
    if (host != null && authorizer.mayAuthorize(host)) {
      Streams.end();
    }
    return null;
  }
}
