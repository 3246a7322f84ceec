package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where an encoder of HTTP/1.1 has written the first line of a request. */
final class LineHop extends Adapter {

  LineHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Notes which buffer has the head of the request that is written.
   *
   * @param buffer a {@code ByteBuf}
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object buffer, @Nullable Object encoder) throws Throwable {
    var writing = Writing.current();
    if (writing != null) {
      writing.firstLineIn(buffer);
    }
    return null;
  }
}
