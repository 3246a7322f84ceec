package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a stream of HTTP/2 receives a frame. */
final class StreamResponseHop extends Adapter {

  StreamResponseHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Looks at a response.
   *
   * @param frame an {@code Http2Frame}
   * @param stream the {@code AbstractHttp2StreamChannel}
   * @return the frame itself
   */
  @Override
  protected Object call(Object frame, @Nullable Object stream) throws Throwable {
    if (stream == null || Kind.of(frame) != Kind.HEADERS_FRAME) {
      return frame;
    }
    var headers = FrameHeaders.of(frame);
    int status = headers.status(frame);
    if (Authorizer.isOfInterest(status)) {
      var netty = Netty.of(stream.getClass());
      AnsweredRequest.look(
          authorizer,
          netty,
          stream,
          netty.attributes.hop(stream),
          status,
          name -> headers.values(frame, name));
    }
    return frame;
  }
}
