package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where TLS takes what it is going to encrypt. The token of a request of HTTP/1.1 is put in here,
 * so that no limit of the client's for the size of its headers counts it.
 */
final class FlushHop extends Adapter {

  static final String DESCRIPTOR = "([Ljava/nio/ByteBuffer;)Z";

  FlushHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * What is encrypted.
   *
   * @param buffers an array of {@code ByteBuffer}
   * @param endPoint the end point that speaks TLS
   * @return the array itself, or one with the token
   */
  @Override
  protected Object call(Object buffers, @Nullable Object endPoint) {
    if (endPoint == null) {
      return buffers;
    }
    var written = (ByteBuffer[]) buffers;
    var field = hasRemaining(written) ? Writing.take(endPoint, false) : null;
    var begun = field == null ? null : Head.of(written, field);
    if (begun != null) {
      Head.PENDING.put(endPoint, begun);
      return begun.before(written);
    }
    var pending = Head.PENDING.get(endPoint);
    return pending == null ? buffers : pending.before(written);
  }

  private static boolean hasRemaining(ByteBuffer[] buffers) {
    for (var buffer : buffers) {
      if (buffer != null && buffer.hasRemaining()) {
        return true;
      }
    }
    return false;
  }
}
