package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where an asynchronous client logs the bytes of a connection or of a frame, which it does at its
 * most talkative level alone. Tokens that are in flight are logged as asterisks.
 */
final class SessionLogHop extends Adapter {

  SessionLogHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * What is logged.
   *
   * @param data a {@code ByteBuffer}
   * @param log what writes the log
   * @return the buffer itself, or a copy without tokens
   */
  @Override
  protected Object call(Object data, @Nullable Object log) {
    return masked((ByteBuffer) data);
  }

  /** The buffer, or a copy in which the tokens are masked that are in flight. */
  static ByteBuffer masked(ByteBuffer data) {
    var bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    var logged = bytes;
    for (var token : AsyncTokens.inFlight()) {
      logged = WireHop.masked(logged, token);
    }
    return logged == bytes ? data : ByteBuffer.wrap(logged);
  }
}
