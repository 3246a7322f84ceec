package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream of Vert.x is about to write what follows the head of a request, or to be reset,
 * because the application or a time-out gives the request up.
 */
final class VertxBodyHop extends Adapter {

  /** Up to 5.0, and from 5.1 on. */
  private static final List<VertxStep.Point> DATA =
      List.of(new VertxStep.Point("doWriteData"), new VertxStep.Point("writeData0"));

  private static final VertxStep.Point FRAME = new VertxStep.Point("doWriteFrame");
  private static final VertxStep.Point FILE = new VertxStep.Point("sendFile0");

  VertxBodyHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Puts off what belongs to a request that is parked, and ends the wait of one that is reset.
   *
   * @param first a buffer or {@code null}; the type of a frame; a file; the code of a reset
   * @param stream the stream
   * @return {@code null} if it is written now; otherwise what takes the arguments
   */
  @Override
  protected @Nullable Object call(@Nullable Object first, @Nullable Object stream)
      throws Throwable {
    var hop = stream == null ? null : VertxHop.of(stream);
    if (hop == null || stream == null) {
      return null;
    }
    if (first instanceof Long) {
      return hop.isParked() ? hop.resetter() : null;
    }
    if (hop.isParked()) {
      return hop.putOff(point(first, stream), stream);
    }
    return hop.isRefused() ? hop.dropper() : null;
  }

  private static VertxStep.Point point(@Nullable Object first, Object stream) {
    if (first instanceof Integer) {
      return FRAME;
    }
    if (first != null && Kind.of(first) != Kind.BUFFER) {
      return FILE;
    }
    return DATA.get(VertxStreams.of(stream).isOfOldClass() ? 0 : 1);
  }
}
