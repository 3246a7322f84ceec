package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where TLS has encrypted what it can. */
final class FlushEndHop extends Adapter {

  FlushEndHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Ends what {@link FlushHop} has begun, if nothing is left of it.
   *
   * @param buffers an array of {@code ByteBuffer}
   * @param endPoint the end point that speaks TLS
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object buffers, @Nullable Object endPoint) {
    var pending = endPoint == null ? null : Head.PENDING.get(endPoint);
    if (endPoint != null && pending != null && !pending.hasRemaining()) {
      Head.PENDING.take(endPoint);
    }
    return null;
  }
}
