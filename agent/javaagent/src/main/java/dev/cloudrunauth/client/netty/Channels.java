package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** The channels of one copy of Netty. Immutable. */
final class Channels {

  /** The last of the 31 reasons for not being writable that Netty leaves to others. */
  private static final int WRITABILITY = 31;

  private static final String VERTX = "io.vertx.core.net.impl.VertxHandler";

  private final MethodHandle parent;
  private final MethodHandle pipeline;
  private final MethodHandle lastHandler;
  private final MethodHandle lastContext;
  private final MethodHandle isActive;
  private final MethodHandle outboundBuffer;
  private final MethodHandle setWritable;
  private final MethodHandle closeFuture;
  private final MethodHandle addListener;
  private final MethodHandle removeListener;
  private final MethodHandle engine;
  private final MethodHandle readTimeout;
  private final Class<?> listener;
  private final Class<?> tlsHandler;

  Channels(Types types) throws ReflectiveOperationException {
    var channel = types.type("channel.Channel");
    parent = Types.handle(channel.getMethod("parent"));
    pipeline = Types.handle(channel.getMethod("pipeline"));
    var pipelineType = types.type("channel.ChannelPipeline");
    lastHandler = Types.handle(pipelineType.getMethod("last"));
    lastContext = Handles.then(pipeline, Types.handle(pipelineType.getMethod("lastContext")));
    isActive = Types.handle(channel.getMethod("isActive"));
    outboundBuffer =
        Handles.then(
            Types.handle(channel.getMethod("unsafe")),
            Types.handle(types.type("channel.Channel$Unsafe").getMethod("outboundBuffer")));
    setWritable =
        Types.handle(
            types
                .type("channel.ChannelOutboundBuffer")
                .getMethod("setUserDefinedWritability", int.class, boolean.class));
    closeFuture = Types.handle(channel.getMethod("closeFuture"));
    listener = types.type("util.concurrent.GenericFutureListener");
    var future = types.type("util.concurrent.Future");
    addListener = Types.handle(future.getMethod("addListener", listener));
    removeListener = Types.handle(future.getMethod("removeListener", listener));
    tlsHandler = types.type("handler.ssl.SslHandler");
    engine = Types.handle(tlsHandler.getMethod("engine"));
    readTimeout =
        MethodHandles.publicLookup()
            .unreflectGetter(
                types.type("handler.timeout.ReadTimeoutException").getField("INSTANCE"))
            .asType(MethodType.methodType(Throwable.class));
  }

  @Nullable Object parent(Object channel) throws Throwable {
    return (Object) parent.invokeExact(channel);
  }

  boolean isActive(Object channel) throws Throwable {
    return (boolean) isActive.invokeExact(channel);
  }

  /**
   * The engine of what speaks TLS with the target of a channel, or {@code null} if nothing does.
   * Nearer to the wire there may be another one, for a proxy that is spoken to by TLS itself.
   */
  @Nullable SSLEngine tls(Object channel) throws Throwable {
    Object nearest = null;
    Object ofChannel = (Object) pipeline.invokeExact(channel);
    for (var entry : (Iterable<?>) ofChannel) {
      var handler = ((Map.Entry<?, ?>) entry).getValue();
      if (tlsHandler.isInstance(handler)) {
        nearest = handler;
      }
    }
    return nearest == null ? null : (SSLEngine) (Object) engine.invokeExact(nearest);
  }

  /** The {@code ChannelHandlerContext} of the last handler, or {@code null} if there is none. */
  @Nullable Object lastContext(Object channel) throws Throwable {
    return (Object) lastContext.invokeExact(channel);
  }

  /** Whether Vert.x reads what comes out of a channel. */
  boolean isOfVertx(Object channel) throws Throwable {
    Object handler = (Object) lastHandler.invokeExact((Object) pipeline.invokeExact(channel));
    return handler != null && Kind.superType(handler.getClass(), VERTX) != null;
  }

  /**
   * Whether a channel calls itself writable. A writer that asks before each piece of a body waits
   * as long as it does not. Nothing happens to a stream of HTTP/2, which does not have that.
   */
  void setWritable(Object channel, boolean isWritable) throws Throwable {
    Object buffer = (Object) outboundBuffer.invokeExact(channel);
    if (buffer != null) {
      setWritable.invokeExact(buffer, WRITABILITY, isWritable);
    }
  }

  /** The exception of a response that did not come in time. */
  Throwable readTimeout() throws Throwable {
    return (Throwable) readTimeout.invokeExact();
  }

  /**
   * Has something run when a channel is closed, on its event loop.
   *
   * @return what {@link #removeCloseListener} takes back
   */
  Object addCloseListener(Object channel, Runnable whenClosed) throws Throwable {
    var added =
        Proxy.newProxyInstance(
            listener.getClassLoader(),
            new Class<?>[] {listener},
            (proxy, called, arguments) -> {
              switch (called.getName()) {
                case "equals":
                  return proxy == arguments[0];
                case "hashCode":
                  return System.identityHashCode(proxy);
                case "toString":
                  return "a listener";
                default:
                  whenClosed.run();
                  return null;
              }
            });
    Object future = (Object) closeFuture.invokeExact(channel);
    var unused = (Object) addListener.invokeExact(future, added);
    return added;
  }

  void removeCloseListener(Object channel, Object added) throws Throwable {
    Object future = (Object) closeFuture.invokeExact(channel);
    var unused = (Object) removeListener.invokeExact(future, added);
  }
}
