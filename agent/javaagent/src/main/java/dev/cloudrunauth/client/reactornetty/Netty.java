package dev.cloudrunauth.client.reactornetty;

import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.Undeclared;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The methods of one copy of Netty that the agent calls, the same in 4.1 and 4.2. Immutable.
 *
 * <p>It refers to the classes of that copy, and only a {@link ClassValue} of their own refers to
 * it, so that it goes when they go.
 */
final class Netty {

  private static final ClassValue<Netty> BY_CLASS = Handles.byClass(Netty::find);
  private static final String ROOT = "io.netty.";
  private static final String HOP = "dev.cloudrunauth.hop";
  private static final String CONNECTION = "dev.cloudrunauth.connection";

  /** Where Reactor Netty keeps the present operations of a channel. */
  private static final String OPERATIONS = "$CONNECTION";

  private final ClassLoader loader;
  private final String root;
  private final Buffers buffers;

  private final MethodHandle handler;
  private final MethodHandle channel;
  private final MethodHandle executor;
  private final MethodHandle isRemoved;
  private final MethodHandle flush;
  private final MethodHandle fireExceptionCaught;
  private final MethodHandle write;
  private final MethodHandle pass;
  private final MethodHandle parent;
  private final MethodHandle pipeline;
  private final MethodHandle isActive;
  private final MethodHandle closeFuture;
  private final MethodHandle addListener;
  private final MethodHandle removeListener;
  private final MethodHandle hasAttribute;
  private final MethodHandle attribute;
  private final MethodHandle getAttribute;
  private final MethodHandle setAttribute;
  private final MethodHandle tryFailure;
  private final MethodHandle method;
  private final MethodHandle headersOfMessage;
  private final MethodHandle getHeaders;
  private final MethodHandle removeHeader;
  private final MethodHandle status;
  private final MethodHandle release;
  private final MethodHandle handlerOfType;
  private final MethodHandle engine;
  private final MethodHandle readTimeout;
  private final Requests requests;
  private final Class<?> listener;
  private final Class<?> tlsHandler;
  private final MethodHandle connectionOf;
  private final MethodHandle connectionOfChannel;
  private final MethodHandle parentOf;
  private final MethodHandle hopOf;
  private final Object hopKey;
  private final Object operationsKey;
  private final Object connectionKey;

  private Netty(Class<?> own) throws ReflectiveOperationException {
    loader = own.getClassLoader();
    root = own.getName().substring(0, own.getName().lastIndexOf(ROOT) + ROOT.length());
    buffers = new Buffers(type("buffer.ByteBuf"), type("buffer.ByteBufAllocator"));
    var context = type("channel.ChannelHandlerContext");
    var channelType = type("channel.Channel");
    var promise = type("channel.ChannelPromise");
    handler = handle(context.getMethod("handler"));
    channel = handle(context.getMethod("channel"));
    executor = handle(context.getMethod("executor"));
    isRemoved = handle(context.getMethod("isRemoved"));
    flush = handle(context.getMethod("flush"));
    fireExceptionCaught = handle(context.getMethod("fireExceptionCaught", Throwable.class));
    write =
        handle(
            type("channel.ChannelOutboundHandler")
                .getMethod("write", context, Object.class, promise));
    pass = handle(context.getMethod("write", Object.class, promise));
    parent = handle(channelType.getMethod("parent"));
    pipeline = handle(channelType.getMethod("pipeline"));
    isActive = handle(channelType.getMethod("isActive"));
    closeFuture = handle(channelType.getMethod("closeFuture"));
    listener = type("util.concurrent.GenericFutureListener");
    var future = type("util.concurrent.Future");
    addListener = handle(future.getMethod("addListener", listener));
    removeListener = handle(future.getMethod("removeListener", listener));
    var key = type("util.AttributeKey");
    var map = type("util.AttributeMap");
    hasAttribute = handle(map.getMethod("hasAttr", key));
    attribute = handle(map.getMethod("attr", key));
    var attributeType = type("util.Attribute");
    getAttribute = handle(attributeType.getMethod("get"));
    setAttribute = handle(attributeType.getMethod("set", Object.class));
    hopKey = key.getMethod("valueOf", String.class).invoke(null, HOP);
    connectionKey = key.getMethod("valueOf", String.class).invoke(null, CONNECTION);
    operationsKey = key.getMethod("valueOf", String.class).invoke(null, OPERATIONS);
    var lookup = MethodHandles.publicLookup();
    var channelOf = lookup.unreflect(context.getMethod("channel"));
    var connectionValue = value(map, key, attributeType, connectionKey);
    connectionOf = Handles.erased(then(channelOf, connectionValue));
    connectionOfChannel = Handles.erased(connectionValue);
    parentOf = Handles.erased(then(channelOf, lookup.unreflect(channelType.getMethod("parent"))));
    hopOf = Handles.erased(then(channelOf, value(map, key, attributeType, hopKey)));
    tryFailure = handle(type("util.concurrent.Promise").getMethod("tryFailure", Throwable.class));
    var request = type("handler.codec.http.HttpRequest");
    var headers = type("handler.codec.http.HttpHeaders");
    method = then(request.getMethod("method"), type("handler.codec.http.HttpMethod"), "name");
    headersOfMessage = handle(type("handler.codec.http.HttpMessage").getMethod("headers"));
    getHeaders = handle(headers.getMethod("getAll", String.class));
    removeHeader = handle(headers.getMethod("remove", String.class));
    status =
        then(
            type("handler.codec.http.HttpResponse").getMethod("status"),
            type("handler.codec.http.HttpResponseStatus"),
            "code");
    release = handle(type("util.ReferenceCountUtil").getMethod("release", Object.class));
    tlsHandler = type("handler.ssl.SslHandler");
    handlerOfType = handle(type("channel.ChannelPipeline").getMethod("get", Class.class));
    engine = handle(tlsHandler.getMethod("engine"));
    readTimeout =
        MethodHandles.publicLookup()
            .unreflectGetter(type("handler.timeout.ReadTimeoutException").getField("INSTANCE"))
            .asType(MethodType.methodType(Throwable.class));
    requests = new Requests(this::type);
  }

  /**
   * The copy that a class belongs to.
   *
   * @param own a class of Netty's, or a subclass of one
   * @throws IllegalStateException if it is none that the agent knows
   */
  static Netty of(Class<?> own) {
    return BY_CLASS.get(own);
  }

  private static Netty find(Class<?> own) throws ReflectiveOperationException {
    if (own.getName().contains(ROOT)) {
      return new Netty(own);
    }
    if (own.getSuperclass() == null) {
      throw new ClassNotFoundException(ROOT);
    }
    return of(own.getSuperclass());
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(root + name, false, loader);
  }

  static MethodHandle handle(Method method) throws IllegalAccessException {
    return Handles.erased(MethodHandles.publicLookup().unreflect(method));
  }

  static MethodHandle handle(Constructor<?> constructor) throws IllegalAccessException {
    return Handles.erased(MethodHandles.publicLookup().unreflectConstructor(constructor));
  }

  /** Reads an attribute, which is created if there is none. */
  private static MethodHandle value(Class<?> map, Class<?> keyType, Class<?> type, Object key)
      throws ReflectiveOperationException {
    var lookup = MethodHandles.publicLookup();
    var attribute = lookup.unreflect(map.getMethod("attr", keyType));
    return then(
        MethodHandles.insertArguments(attribute, 1, key), lookup.unreflect(type.getMethod("get")));
  }

  private static MethodHandle then(MethodHandle first, MethodHandle second) {
    return MethodHandles.filterReturnValue(
        first, second.asType(second.type().changeParameterType(0, first.type().returnType())));
  }

  /** One call for both steps: a handle that is no constant of the caller's costs for each call. */
  private static MethodHandle then(Method first, Class<?> type, String second)
      throws ReflectiveOperationException {
    var lookup = MethodHandles.publicLookup();
    return Handles.erased(
        MethodHandles.filterReturnValue(
            lookup.unreflect(first), lookup.unreflect(type.getMethod(second))));
  }

  Buffers buffers() {
    return buffers;
  }

  Requests requests() {
    return requests;
  }

  Object handler(Object context) throws Throwable {
    return (Object) handler.invokeExact(context);
  }

  Object channel(Object context) throws Throwable {
    return (Object) channel.invokeExact(context);
  }

  /** The event loop of a context. */
  Executor executor(Object context) throws Throwable {
    return (Executor) (Object) executor.invokeExact(context);
  }

  boolean isRemoved(Object context) throws Throwable {
    return (boolean) isRemoved.invokeExact(context);
  }

  void flush(Object context) throws Throwable {
    var unused = (Object) flush.invokeExact(context);
  }

  void fireExceptionCaught(Object context, Throwable failure) throws Throwable {
    var unused = (Object) fireExceptionCaught.invokeExact(context, failure);
  }

  /** Has the handler of a context write a message. */
  void write(Object context, Object message, Object promise) throws Throwable {
    write.invokeExact(handler(context), context, message, promise);
  }

  /** Has the next handler write a message. */
  void pass(Object context, Object message, Object promise) {
    try {
      var unused = (Object) pass.invokeExact(context, message, promise);
    } catch (Throwable failure) {
      throw Undeclared.exception(failure);
    }
  }

  @Nullable Object parent(Object channel) throws Throwable {
    return (Object) parent.invokeExact(channel);
  }

  Object pipeline(Object channel) throws Throwable {
    return (Object) pipeline.invokeExact(channel);
  }

  /** Whether a channel has a handler of a kind. It is slow. */
  boolean hasHandler(Object channel, Kind kind) throws Throwable {
    for (var entry : (Iterable<?>) pipeline(channel)) {
      if (Kind.of(((Map.Entry<?, ?>) entry).getValue()) == kind) {
        return true;
      }
    }
    return false;
  }

  boolean isActive(Object channel) throws Throwable {
    return (boolean) isActive.invokeExact(channel);
  }

  /** What speaks TLS for a channel, or {@code null}. */
  @Nullable Object tlsHandler(Object channel) throws Throwable {
    return (Object) handlerOfType.invokeExact(pipeline(channel), (Class) tlsHandler);
  }

  /** The engine of what speaks TLS. */
  SSLEngine engine(Object tlsHandler) throws Throwable {
    return (SSLEngine) (Object) engine.invokeExact(tlsHandler);
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

  @Nullable Hop hop(Object channel) throws Throwable {
    return (Hop) get(channel, hopKey);
  }

  void setHop(Object channel, @Nullable Hop hop) throws Throwable {
    set(channel, hopKey, hop);
  }

  /** The connection of a context's channel, if it is known. */
  @Nullable Connection connectionOf(Object context) throws Throwable {
    return (Connection) (Object) connectionOf.invokeExact(context);
  }

  /** That of a context of a stream's. */
  @Nullable Connection connectionOfStream(Object context) throws Throwable {
    Object parent = (Object) parentOf.invokeExact(context);
    return parent == null ? null : (Connection) (Object) connectionOfChannel.invokeExact(parent);
  }

  /** The hop of a context's channel, if there is one. */
  @Nullable Hop hopOf(Object context) throws Throwable {
    return (Hop) (Object) hopOf.invokeExact(context);
  }

  @Nullable Connection connection(Object channel) throws Throwable {
    return (Connection) get(channel, connectionKey);
  }

  void setConnection(Object channel, Connection connection) throws Throwable {
    set(channel, connectionKey, connection);
  }

  /** The {@link Operations} of a channel of Reactor Netty's, or {@code null}. */
  @Nullable Object operations(Object channel) throws Throwable {
    var found = get(channel, operationsKey);
    return Operations.isOne(found) ? found : null;
  }

  /** The exception of a response that did not come in time. */
  Throwable readTimeout() throws Throwable {
    return (Throwable) readTimeout.invokeExact();
  }

  private @Nullable Object get(Object channel, Object key) throws Throwable {
    if (!(boolean) hasAttribute.invokeExact(channel, key)) {
      return null;
    }
    return (Object) getAttribute.invokeExact((Object) attribute.invokeExact(channel, key));
  }

  private void set(Object channel, Object key, @Nullable Object value) throws Throwable {
    setAttribute.invokeExact((Object) attribute.invokeExact(channel, key), value);
  }

  void fail(Object promise, Throwable failure) throws Throwable {
    boolean unused = (boolean) tryFailure.invokeExact(promise, failure);
  }

  void release(Object message) throws Throwable {
    boolean unused = (boolean) release.invokeExact(message);
  }

  String method(Object request) throws Throwable {
    return (String) method.invokeExact(request);
  }

  int status(Object response) throws Throwable {
    return (int) status.invokeExact(response);
  }

  /** All values of a header of a message. */
  @SuppressWarnings("unchecked")
  List<String> headers(Object message, String name) throws Throwable {
    Object headers = (Object) headersOfMessage.invokeExact(message);
    return (List<String>) (List<?>) (List) getHeaders.invokeExact(headers, name);
  }

  void removeHeader(Object message, String name) throws Throwable {
    Object headers = (Object) headersOfMessage.invokeExact(message);
    var unused = (Object) removeHeader.invokeExact(headers, name);
  }
}
