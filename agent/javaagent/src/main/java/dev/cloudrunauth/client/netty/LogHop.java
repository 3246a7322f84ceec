package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a handler is about to log what is written. A frame of HTTP/2 that has a token passes it
 * unseen: its headers are compressed, and cannot be hidden from the log by themselves.
 */
final class LogHop extends Adapter {

  LogHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Keeps a token out of the log.
   *
   * @param message what is written
   * @param context the {@code ChannelHandlerContext} of the handler
   * @return {@code null} if it may be logged; otherwise what takes its promise
   */
  @Override
  protected @Nullable Object call(Object message, @Nullable Object context) throws Throwable {
    var writing = Writing.current();
    if (writing == null || context == null || !writing.isFrameWithToken(context)) {
      return null;
    }
    var netty = writing.hop().netty;
    Consumer<Object> passing = promise -> netty.contexts.pass(context, message, promise);
    return passing;
  }
}
