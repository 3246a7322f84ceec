package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream of Vert.x is about to make the frame of a request's head, before the stream has
 * its number, on the event loop of its connection.
 */
class VertxHeadHop extends Adapter {

  private static final VertxStep.Point WRITE_HEADERS = new VertxStep.Point("writeHeaders");
  private static final String CONNECT = "CONNECT";

  VertxHeadHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Authorizes a request.
   *
   * @param head an {@code HttpRequestHead}
   * @param stream its stream
   * @return {@code null} if it goes on; otherwise what takes the arguments
   */
  @Override
  protected @Nullable Object call(Object head, @Nullable Object stream) throws Throwable {
    return stream == null ? null : begin(head, stream, WRITE_HEADERS, stream);
  }

  /**
   * The same.
   *
   * @param point the method that is put off if the request has to wait
   * @param target the object that has it
   */
  final @Nullable Object begin(Object head, Object stream, VertxStep.Point point, Object target)
      throws Throwable {
    var context = VertxStreams.of(stream).context(stream);
    var netty = Netty.of(context.getClass());
    var known = netty.attributes.connectionOf(context);
    if (known != null && !mayAuthorize(known)) {
      return passed(known, head, stream);
    }
    boolean isDecided = known != null && known.hop(stream) != null;
    if (isDecided || VertxHeads.of(head).method(head).equals(CONNECT)) {
      return null;
    }
    var connection = Connection.of(netty, netty.contexts.channel(context));
    if (!mayAuthorize(connection)) {
      return passed(connection, head, stream);
    }
    var hop = new VertxHop(authorizer, netty, connection, context, stream, head);
    try {
      hop.begin();
    } catch (RequestFailure failure) {
      hop.refuse(failure.toThrow());
    }
    return hop.isParked() ? hop.putOff(point, target) : null;
  }

  private boolean mayAuthorize(Connection connection) {
    var host = connection.host();
    return host != null && authorizer.mayAuthorize(host);
  }

  private @Nullable Object passed(Connection connection, Object head, Object stream) {
    connection.pass(head, stream);
    authorizer.sentUnchanged();
    return null;
  }
}
