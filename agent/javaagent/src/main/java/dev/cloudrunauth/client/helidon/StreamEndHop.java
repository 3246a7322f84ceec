package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream of HTTP/2 has written the head of its request, or has failed to: the thread keeps
 * nothing of it, so that the application's classes can go.
 */
final class StreamEndHop extends Adapter {

  StreamEndHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Ends what {@link StreamHop} has begun, if the head has not been encoded.
   *
   * @param headers an {@code Http2Headers}
   * @param stream the {@code Http2ClientStream}
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object headers, @Nullable Object stream) {
    var unused = Sending.take(headers);
    return null;
  }
}
