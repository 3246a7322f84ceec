package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a codec has written a message, or has failed to. */
final class WrittenHop extends Adapter {

  WrittenHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Ends what {@link RequestHop} or {@link VertxFrameHop} has begun.
   *
   * @param written the {@code ChannelHandlerContext} of the codec; for Vert.x, the headers
   * @param writer the codec, or the stream of Vert.x
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object written, @Nullable Object writer) throws Throwable {
    var writing = Writing.current();
    if (writing != null && (writing.isOf(written) || writing.isOf(writer))) {
      var hop = writing.hop();
      boolean isWritten = writing.isWritten();
      writing.end();
      if (!isWritten) {
        lost(hop);
      }
    }
    return null;
  }

  /** Where the channel is closed, nothing has been sent. */
  private static void lost(NettyHop hop) throws Throwable {
    hop.dropToken();
    if (hop.cancelled() == null) {
      throw new IllegalStateException(
          "a request has not reached TLS as its codec has encoded it, and has no ID token");
    }
  }
}
