package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/**
 * Where a writer is about to write the head of a message: of a request that has a token, a copy.
 */
final class HeadHop extends Adapter {

  HeadHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * What is written.
   *
   * @param message an {@code HttpMessage}
   * @param writer what writes it
   * @return the message itself, or the copy with the token
   */
  @Override
  protected Object call(Object message, @Nullable Object writer) {
    return Heads.written(message);
  }
}
