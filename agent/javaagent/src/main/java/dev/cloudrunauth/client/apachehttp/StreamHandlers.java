package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What handles one stream of an asynchronous connection: an exchange over it. Immutable. */
final class StreamHandlers {

  private static final ClassValue<StreamHandlers> BY_CLASS = Handles.byClass(StreamHandlers::new);

  private final MethodHandle session;
  private final MethodHandle request;

  private StreamHandlers(Class<?> handler) throws ReflectiveOperationException {
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

  /** The request of the exchange, or {@code null} before it is written. */
  @Nullable Object request(Object handler) throws Throwable {
    return (Object) request.invokeExact(handler);
  }
}
