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
  private final MethodHandle request;

  private StreamHandlers(Class<?> handler) throws ReflectiveOperationException {
    core = HttpCore.of(handler);
    var context = handler.getDeclaredField("context");
    context.setAccessible(true);
    var getContext = Handles.erased(MethodHandles.lookup().unreflectGetter(context));
    session =
        MethodHandles.filterReturnValue(
            getContext, HttpCore.handle(context.getType().getMethod("getSSLSession")));
    request =
        MethodHandles.filterReturnValue(
            getContext, HttpCore.handle(context.getType().getMethod("getRequest")));
  }

  static StreamHandlers of(Class<?> handler) {
    return BY_CLASS.get(handler);
  }

  /** The TLS session of the connection, or {@code null} for plain http. */
  @Nullable SSLSession session(Object handler) throws Throwable {
    return (SSLSession) (Object) session.invokeExact(handler);
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
