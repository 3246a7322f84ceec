package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a stream of Vert.x is closed. */
final class VertxCloseHop extends Adapter {

  VertxCloseHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Forgets its hop.
   *
   * @param first the stream, where the method has no argument
   * @param stream the stream, where it has one
   * @return nothing
   */
  @Override
  protected @Nullable Object call(@Nullable Object first, @Nullable Object stream)
      throws Throwable {
    var closed = stream == null ? first : stream;
    var hop = closed == null ? null : VertxHop.of(closed);
    if (hop != null) {
      hop.end();
    }
    return null;
  }
}
