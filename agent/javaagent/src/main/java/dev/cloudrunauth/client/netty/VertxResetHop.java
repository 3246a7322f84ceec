package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a stream of Vert.x is reset: the application, or a time-out, gives a request up. */
final class VertxResetHop extends Adapter {

  VertxResetHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Ends the wait of a request.
   *
   * @param code why it is reset
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object code, @Nullable Object stream) throws Throwable {
    var hop = stream == null ? null : VertxHop.of(stream);
    if (hop != null && hop.isParked()) {
      hop.reset();
    }
    return null;
  }
}
