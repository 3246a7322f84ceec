package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a connection of HTTP/2 is about to write a frame with headers. */
final class FrameHop extends Adapter {

  FrameHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Notes that the frame belongs to the request that is written, if it is of that connection.
   *
   * @param context the {@code ChannelHandlerContext} of the connection
   * @return the context
   */
  @Override
  protected Object call(Object context, @Nullable Object writer) throws Throwable {
    var writing = Writing.current();
    if (writing != null && writing.hop().isOnConnection(context)) {
      writing.frame();
    }
    return context;
  }
}
