package dev.cloudrunauth.client.reactornetty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a codec has written a message, or has failed to. */
final class WrittenHop extends Adapter {

  WrittenHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Ends what {@link RequestHop} has begun.
   *
   * @param context the {@code ChannelHandlerContext} of the codec
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object context, @Nullable Object codec) throws Throwable {
    var writing = Writing.current();
    if (writing != null && writing.isOf(context)) {
      writing.end();
      if (!writing.isWritten()) {
        writing.hop().dropToken();
        throw new IllegalStateException(
            "the head of a request has not reached TLS as it was encoded");
      }
    }
    return null;
  }
}
