package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a codec of HTTP/1.1 hands on what it has decoded. */
final class ResponseHop extends Adapter {

  private static final int SWITCHING = 101;
  private static final int FIRST_FINAL = 200;

  ResponseHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Looks at a response.
   *
   * @param message what is handed on
   * @param context the {@code ChannelHandlerContext} of the decoder
   * @return the message itself
   */
  @Override
  protected Object call(Object message, @Nullable Object context) throws Throwable {
    if (context == null || Kind.of(message) != Kind.RESPONSE) {
      return message;
    }
    var netty = Netty.of(context.getClass());
    int status = netty.messages.status(message);
    var hop = netty.attributes.hopOf(context);
    if (Authorizer.isOfInterest(status)) {
      AnsweredRequest.look(
          authorizer,
          netty,
          netty.contexts.channel(context),
          hop,
          status,
          name -> netty.messages.headers(message, name));
    }
    if (hop != null && (status >= FIRST_FINAL || status == SWITCHING)) {
      netty.attributes.setHop(netty.contexts.channel(context), null);
    }
    return message;
  }
}
