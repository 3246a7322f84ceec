package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What handles one stream of an asynchronous connection: an exchange over it. Immutable. */
final class StreamHandlers {

  private static final ClassValue<StreamHandlers> BY_CLASS = Handles.byClass(StreamHandlers::new);

  private final HttpCore core;
  private final MethodHandle session;

  /** {@code null} over HTTP/1.1. */
  private final @Nullable MethodHandle encoder;

  private final MethodHandle request;

  private StreamHandlers(Class<?> handler) throws ReflectiveOperationException {
    core = HttpCore.of(handler);
    var context = Handles.privateGetter(handler, "context");
    var contextType = context.type().returnType();
    var getContext = Handles.erased(context);
    var connection = connection(handler);
    if (connection == null) {
      encoder = null;
      session =
          MethodHandles.filterReturnValue(
              getContext, HttpCore.handle(contextType.getMethod("getSSLSession")));
    } else {
      var multiplexer = connection.type().returnType();
      encoder =
          Handles.erased(
              MethodHandles.filterReturnValue(
                  connection, Handles.privateGetter(multiplexer, "hPackEncoder")));
      session =
          MethodHandles.filterReturnValue(
              Handles.erased(connection),
              HttpCore.handle(core.type("HttpConnection").getMethod("getSSLSession")));
    }
    request =
        MethodHandles.filterReturnValue(
            getContext, HttpCore.handle(contextType.getMethod("getRequest")));
  }

  /**
   * What has the connection of an HTTP/2 stream, which writes its channel: {@code null} over
   * HTTP/1.1. The context names one too, but applications share theirs between requests.
   */
  private static @Nullable MethodHandle connection(Class<?> handler)
      throws ReflectiveOperationException {
    if (!handler.getName().endsWith("ClientH2StreamHandler")) {
      return null;
    }
    var channel = Handles.privateGetter(handler, "outputChannel");
    var type =
        Class.forName(
            handler.getPackageName() + ".AbstractH2StreamMultiplexer$H2StreamChannelImpl",
            false,
            handler.getClassLoader());
    return MethodHandles.filterReturnValue(
        channel.asType(channel.type().changeReturnType(type)),
        Handles.privateGetter(type, "this$0"));
  }

  static StreamHandlers of(Class<?> handler) {
    return BY_CLASS.get(handler);
  }

  /** The TLS session of the connection, or {@code null} for plain http. */
  @Nullable SSLSession session(Object handler) throws Throwable {
    return (SSLSession) (Object) session.invokeExact(handler);
  }

  /** Whether an encoder is that of the stream's connection. */
  boolean hasEncoder(Object handler, Object encoder) throws Throwable {
    return this.encoder != null && (Object) this.encoder.invokeExact(handler) == encoder;
  }

  /** Has an authorizer look at the response of the exchange. */
  void look(
      Authorizer authorizer, Object handler, int status, IncomingResponse.Headers responseHeaders)
      throws Throwable {
    Object answered = (Object) request.invokeExact(handler);
    // None is there before it is written.
    if (answered != null) {
      var used = session(handler);
      authorizer.received(
          new IncomingResponse(
              status,
              responseHeaders,
              new WrittenRequest(
                  core,
                  answered,
                  used == null ? null : used.getPeerHost(),
                  used == null ? -1 : used.getPeerPort()),
              AsyncTokens.sentWith(answered)));
    }
  }
}
