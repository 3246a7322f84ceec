package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a connection of HTTP/2 has written a frame with headers, or has failed to. */
final class FrameEndHop extends Adapter {

  FrameEndHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Ends what {@link FrameHop} has begun.
   *
   * @param context the {@code ChannelHandlerContext} of the connection
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object context, @Nullable Object writer) {
    var writing = Writing.current();
    if (writing != null) {
      writing.endFrame();
    }
    return null;
  }
}
