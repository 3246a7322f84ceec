package dev.cloudrunauth.client.reactornetty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import org.jspecify.annotations.Nullable;

/** Where a codec of HTTP/1.1 hands on what it has decoded. */
final class ResponseHop extends Adapter {

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
    int status = netty.status(message);
    if (Authorizer.isOfInterest(status)) {
      var channel = netty.channel(context);
      var answered = AnsweredRequest.of(netty, channel);
      if (answered != null) {
        var hop = netty.hop(channel);
        authorizer.received(
            new IncomingResponse(
                status,
                name -> netty.headers(message, name),
                answered,
                hop == null ? null : hop.value()));
      }
    }
    return message;
  }
}
