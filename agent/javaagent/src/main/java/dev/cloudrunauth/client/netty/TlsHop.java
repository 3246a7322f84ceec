package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/**
 * Where TLS takes what it is going to encrypt: below the handlers that log what is sent, count it,
 * or belong to the application.
 */
final class TlsHop extends Adapter {

  TlsHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * What is encrypted.
   *
   * @param buffer a {@code ByteBuf}
   * @param queue where it waits for that
   * @return the buffer itself, or a copy with the token
   */
  @Override
  protected Object call(Object buffer, @Nullable Object queue) throws Throwable {
    var writing = Writing.current();
    return writing == null ? buffer : writing.encrypted(buffer);
  }
}
