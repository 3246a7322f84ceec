package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a stream of Vert.x is about to write what follows the head of a request. */
final class VertxBodyHop extends Adapter {

  private final VertxStep.Point point;

  /**
   * An adapter.
   *
   * @param method the method that is woven
   */
  VertxBodyHop(Authorizer authorizer, String method) {
    super(authorizer);
    point = new VertxStep.Point(method);
  }

  /**
   * Puts off what belongs to a request that is parked.
   *
   * @param first what is written, or something else
   * @param stream its stream
   * @return {@code null} if it is written now; otherwise what takes the arguments
   */
  @Override
  protected @Nullable Object call(@Nullable Object first, @Nullable Object stream)
      throws Throwable {
    var hop = stream == null ? null : VertxHop.of(stream);
    if (hop == null || stream == null) {
      return null;
    }
    if (hop.isParked()) {
      return hop.putOff(point, stream);
    }
    return hop.isRefused() ? hop.dropper() : null;
  }
}
