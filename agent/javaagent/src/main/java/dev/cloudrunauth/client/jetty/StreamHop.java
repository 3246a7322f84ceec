package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/**
 * Where a session of HTTP/2 makes a stream for a request. Any thread that writes to the connection
 * may encode its headers, so that the token is kept with them.
 */
final class StreamHop extends Adapter {

  private final Jetty jetty;

  StreamHop(Authorizer authorizer, Jetty jetty) {
    super(authorizer);
    this.jetty = jetty;
  }

  /**
   * Keeps the token with the headers.
   *
   * @param frames a {@code HeadersFrame}, or a list that begins with one
   * @param session an {@code HTTP2Session}
   * @return the frames themselves
   */
  @Override
  protected Object call(Object frames, @Nullable Object session) throws Throwable {
    if (session != null && Writing.current() != null) {
      var known = jetty.frames(frames);
      var field = Writing.take(known.endPoint(session), true);
      if (field != null) {
        Encoding.PENDING.put(known.metaData(frames), field);
      }
    }
    return frames;
  }
}
