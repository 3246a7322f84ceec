package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a stream of Vert.x hands the headers of a hop to Netty, which encodes them at once. */
final class VertxFrameHop extends Adapter {

  VertxFrameHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Begins to write a token, or refuses the request.
   *
   * @param headers those of this hop alone
   * @param stream the stream, which has a number
   * @return {@code null} if they are written; otherwise what takes the arguments
   */
  @Override
  protected @Nullable Object call(Object headers, @Nullable Object stream) throws Throwable {
    var hop = stream == null ? null : VertxHop.of(stream);
    if (hop == null || stream == null) {
      return null;
    }
    if (hop.isRefused()) {
      return hop.refuser();
    }
    if (hop.hasToken()) {
      hop.removeFrom(headers);
      Writing.begin(hop, stream);
    }
    return null;
  }
}
