package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.Undeclared;
import java.lang.invoke.MethodHandle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where Armeria hands the head of a request to Netty, for HTTP/1.1 or a stream of HTTP/2, which
 * encodes it at once.
 */
final class ArmeriaHeadHop extends Adapter {

  private static final ClassValue<Encoder> ENCODERS = Handles.byClass(Encoder::new);

  /** The methods of one class that encodes requests. */
  private static final class Encoder {
    private final boolean isHttp2;
    private final MethodHandle channel;
    private final MethodHandle writeHeaders;

    Encoder(Class<?> type) throws ReflectiveOperationException {
      isHttp2 = ArmeriaTypes.isHttp2(type);
      channel = VertxStreams.handle(type, "channel");
      writeHeaders = VertxStreams.handle(type, "doWriteHeaders");
    }

    Object write(Object encoder, Object[] arguments) throws Throwable {
      return (Object)
          writeHeaders.invokeExact(
              encoder,
              (int) (Integer) arguments[0],
              (int) (Integer) arguments[1],
              arguments[2],
              (boolean) (Boolean) arguments[3],
              arguments[4]);
    }
  }

  ArmeriaHeadHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Authorizes a request.
   *
   * @param headers its {@code RequestHeaders}
   * @param encoder what encodes it
   * @return {@code null} if it is written as it is; otherwise what writes it, given all arguments
   */
  @Override
  protected @Nullable Object call(Object headers, @Nullable Object encoder) throws Throwable {
    if (encoder == null) {
      return null;
    }
    var known = ENCODERS.get(encoder.getClass());
    Object channel = (Object) known.channel.invokeExact(encoder);
    var netty = Netty.of(channel.getClass());
    var connection = Connection.of(netty, channel);
    if (!connection.mayAuthorize(authorizer)) {
      if (known.isHttp2) {
        authorizer.sentUnchanged();
      }
      // Netty's codec counts those of HTTP/1.1.
      return null;
    }
    var writing = Writing.current();
    boolean isCalledBack = writing != null && writing.isOf(encoder);
    var context = netty.channels.lastContext(channel);
    if (isCalledBack || context == null || ArmeriaHeads.of(headers).isConnect(headers)) {
      return null;
    }
    var hop = new ArmeriaHop(authorizer, netty, connection, context, channel, headers);
    authorizer.authorizeAtOnce(hop);
    var sent = hop.sentHeaders();
    Function<Object[], Object> write =
        arguments -> {
          arguments[2] = sent;
          connection.addHop((Integer) arguments[0], hop);
          return write(known, encoder, hop, arguments);
        };
    return write;
  }

  private Object write(Encoder known, Object encoder, ArmeriaHop hop, Object[] arguments) {
    Writing.begin(hop, encoder);
    try {
      return known.write(encoder, arguments);
    } catch (Throwable clients) {
      throw Undeclared.exception(clients);
    } finally {
      end(encoder);
    }
  }

  private void end(Object encoder) {
    try {
      var writing = Writing.current();
      if (writing != null && writing.isOf(encoder)) {
        writing.end();
      }
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }
}
