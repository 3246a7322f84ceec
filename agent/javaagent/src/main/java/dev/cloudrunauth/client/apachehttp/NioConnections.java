package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Queue;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** The asynchronous connections of one class of generation 4. Immutable. */
final class NioConnections {

  private static final ClassValue<NioConnections> BY_CLASS = Handles.byClass(NioConnections::new);

  /** Where the client keeps the state of the exchange that a connection is used for. */
  private static final String STATE = "http.nio.http-exchange-state";

  private final HttpCore core;

  /** {@code null} for one that no client manages, whose host nobody has named. */
  private final @Nullable MethodHandle ioSession;

  private final Class<?> tls;
  private final MethodHandle engine;
  private final MethodHandle response;
  private final MethodHandle attribute;
  private final Class<?> state;
  private final MethodHandle request;

  /** {@code null} in versions that have no pipelines. */
  private final @Nullable MethodHandle pipeline;

  private NioConnections(Class<?> connection) throws ReflectiveOperationException {
    core = HttpCore.of(connection);
    var api = core.type("nio.NHttpConnection");
    response = HttpCore.handle(api.getMethod("getHttpResponse"));
    var getContext = api.getMethod("getContext");
    attribute =
        MethodHandles.filterArguments(
            HttpCore.handle(getContext.getReturnType().getMethod("getAttribute", String.class)),
            0,
            HttpCore.handle(getContext));
    state = core.type("nio.protocol.HttpAsyncRequestExecutor$State");
    request = Handles.erased(Handles.privateGetter(state, "request"));
    pipeline = hasPipelines() ? Handles.erased(Handles.privateGetter(state, "requestQueue")) : null;
    tls = core.type("nio.reactor.ssl.SSLIOSession");
    engine = Handles.erased(Handles.privateGetter(tls, "sslEngine"));
    ioSession = ioSession(connection);
  }

  private boolean hasPipelines() {
    return Stream.of(state.getDeclaredFields()).anyMatch(field -> field.getType() == Queue.class);
  }

  private @Nullable MethodHandle ioSession(Class<?> connection)
      throws ReflectiveOperationException {
    Class<?> managed;
    try {
      managed = core.type("nio.conn.ManagedNHttpClientConnection");
    } catch (ClassNotFoundException noClient) {
      return null;
    }
    return managed.isAssignableFrom(connection)
        ? HttpCore.handle(managed.getMethod("getIOSession"))
        : null;
  }

  static NioConnections of(Class<?> connection) {
    return BY_CLASS.get(connection);
  }

  /** The messages that it carries. */
  HttpCore core() {
    return core;
  }

  /**
   * What has a connection's TLS session, or will have it: the first request is accepted before the
   * handshake begins, and is not sent before it has ended. The peer that an engine names is the one
   * that the certificate is compared with.
   *
   * @return {@code null} for plain http
   */
  @Nullable SSLEngine engine(Object connection) throws Throwable {
    Object session = ioSession == null ? null : (Object) ioSession.invokeExact(connection);
    return tls.isInstance(session) ? (SSLEngine) (Object) engine.invokeExact(session) : null;
  }

  /** The response that it is reading. */
  @Nullable Object response(Object connection) throws Throwable {
    return (Object) response.invokeExact(connection);
  }

  /** The request that the response answers, or {@code null} if nobody knows. */
  @Nullable Object answered(Object connection) throws Throwable {
    Object known = (Object) attribute.invokeExact(connection, STATE);
    if (!state.isInstance(known)) {
      return null;
    }
    var waiting = pipeline == null ? null : (Queue<?>) pipeline.invokeExact(known);
    Object first = waiting == null ? null : waiting.peek();
    return first == null ? (Object) request.invokeExact(known) : first;
  }
}
