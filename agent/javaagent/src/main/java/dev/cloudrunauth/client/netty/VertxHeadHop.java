package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream of Vert.x is about to make the frame of a request's head, before the stream has
 * its number, on the event loop of its connection.
 */
final class VertxHeadHop extends Adapter {

  private static final VertxStep.Point WRITE_HEADERS = new VertxStep.Point("writeHeaders");
  private static final VertxStep.Point WRITE = new VertxStep.Point("write");
  private static final ClassValue<Write> WRITES = Handles.byClass(Write::new);
  private static final String CONNECT = "CONNECT";

  /** The fields of what makes the frame from 5.1 on. */
  private static final class Write {
    private final MethodHandle stream;
    private final MethodHandle head;

    Write(Class<?> type) throws ReflectiveOperationException {
      stream = Handles.erased(Handles.privateGetter(type, "this$0"));
      head = Handles.erased(Handles.privateGetter(type, "request"));
    }
  }

  VertxHeadHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Authorizes a request.
   *
   * @param subject up to 5.0 its head, an {@code HttpRequestHead}; from 5.1 on what makes the frame
   * @param stream its stream, up to 5.0
   * @return {@code null} if it goes on; otherwise what takes the arguments
   */
  @Override
  protected @Nullable Object call(Object subject, @Nullable Object stream) throws Throwable {
    if (stream != null) {
      return begin(subject, stream, WRITE_HEADERS, stream);
    }
    var write = WRITES.get(subject.getClass());
    return begin(
        (Object) write.head.invokeExact(subject),
        (Object) write.stream.invokeExact(subject),
        WRITE,
        subject);
  }

  /**
   * The same.
   *
   * @param point the method that is put off if the request has to wait
   * @param target the object that has it
   */
  private @Nullable Object begin(Object head, Object stream, VertxStep.Point point, Object target)
      throws Throwable {
    var context = VertxStreams.of(stream).context(stream);
    var netty = Netty.of(context.getClass());
    var known = netty.attributes.connectionOf(context);
    if (known != null && !known.mayAuthorize(authorizer)) {
      return known.pass(authorizer, head, stream);
    }
    boolean isDecided = known != null && known.hop(stream) != null;
    if (isDecided || VertxHeads.of(head).method(head).equals(CONNECT)) {
      return null;
    }
    var channel = netty.contexts.channel(context);
    var connection = Connection.of(netty, channel);
    if (!connection.mayAuthorize(authorizer)) {
      return connection.pass(authorizer, head, stream);
    }
    var hop = new VertxHop(authorizer, netty, connection, context, channel, stream, head);
    hop.begin();
    return hop.isParked() ? hop.putOff(point, target) : null;
  }
}
