package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import org.jspecify.annotations.Nullable;

/**
 * Where a codec is about to encode a message, on the event loop of its channel: below the handlers
 * of the application and of the client, and before a stream of HTTP/2 has its number.
 */
final class RequestHop extends Adapter {

  private static final String CONNECT = "CONNECT";

  private final boolean isStreams;

  /**
   * An adapter.
   *
   * @param isStreams whether the codec is one of a stream of HTTP/2
   */
  RequestHop(Authorizer authorizer, boolean isStreams) {
    super(authorizer);
    this.isStreams = isStreams;
  }

  /**
   * Authorizes a request, or holds back what belongs to one that is parked.
   *
   * @param message what is written
   * @param context the {@code ChannelHandlerContext} of what encodes it
   * @return {@code null} if it is encoded now; otherwise what takes its promise
   */
  @Override
  protected @Nullable Object call(Object message, @Nullable Object context) throws Throwable {
    if (context == null) {
      return null;
    }
    var kind = Kind.of(message);
    if (kind == Kind.REQUEST) {
      return request(message, context);
    }
    if (Parking.isAny()) {
      var netty = Netty.of(context.getClass());
      if (kind == Kind.BUFFER && netty.buffers.isEmpty(message)) {
        // Vert.x closes a connection when such a buffer has been written.
        return null;
      }
      var hop = netty.attributes.hop(netty.contexts.channel(context));
      return hop != null && hop.isParkedAt(context) ? hop.holder(message) : null;
    }
    return null;
  }

  private @Nullable Object request(Object request, Object context) throws Throwable {
    var netty = Netty.of(context.getClass());
    var known =
        isStreams
            ? netty.attributes.connectionOfStream(context)
            : netty.attributes.connectionOf(context);
    if (known != null && !Parking.isAny() && !known.mayAuthorize(authorizer)) {
      return known.pass(authorizer, request, context);
    }
    var codec = Kind.of(netty.contexts.handler(context));
    if (codec != (isStreams ? Kind.HTTP_2_CODEC : Kind.HTTP_1_CODEC)) {
      return null;
    }
    var channel = netty.contexts.channel(context);
    var writing = Writing.current();
    if (writing != null && writing.isOfArmeria(channel)) {
      return null;
    }
    var before = netty.attributes.hop(channel);
    if (before != null && before.isParkedAt(context)) {
      return before.holder(request);
    }
    if (before != null && before.isOf(request, context)) {
      return begun(before, context);
    }
    if (before != null) {
      netty.attributes.setHop(channel, null);
    }
    if (netty.messages.method(request).equals(CONNECT)) {
      return null;
    }
    var connection = Connection.of(netty, channel);
    return connection.mayAuthorize(authorizer)
        ? authorized(new Hop(authorizer, netty, connection, context, channel, request))
        : connection.pass(authorizer, request, context);
  }

  private static @Nullable Object authorized(Hop hop) throws Throwable {
    try {
      var holder = hop.begin();
      return holder == null ? begun(hop, hop.context) : holder;
    } catch (RequestFailure failure) {
      return hop.refuser(failure.toThrow());
    }
  }

  private static @Nullable Object begun(Hop hop, Object context) {
    if (hop.hasToken()) {
      Writing.begin(hop, context);
    }
    return null;
  }
}
