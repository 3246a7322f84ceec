package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Undeclared;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Executor;

/** The contexts of handlers in one copy of Netty. Immutable. */
final class Contexts {

  private final Class<?> type;
  private final MethodHandle handler;
  private final MethodHandle channel;
  private final MethodHandle executor;
  private final MethodHandle isRemoved;
  private final MethodHandle flush;
  private final MethodHandle fireExceptionCaught;
  private final MethodHandle write;
  private final MethodHandle newPromise;
  private final MethodHandle pass;

  Contexts(Types types) throws ReflectiveOperationException {
    var context = types.type("channel.ChannelHandlerContext");
    type = context;
    var promise = types.type("channel.ChannelPromise");
    var outbound = types.type("channel.ChannelOutboundHandler");
    handler = Types.handle(context.getMethod("handler"));
    channel = Types.handle(context.getMethod("channel"));
    executor = Types.handle(context.getMethod("executor"));
    isRemoved = Types.handle(context.getMethod("isRemoved"));
    flush = Types.handle(context.getMethod("flush"));
    fireExceptionCaught = Types.handle(context.getMethod("fireExceptionCaught", Throwable.class));
    write = Types.handle(outbound.getMethod("write", context, Object.class, promise));
    newPromise = Types.handle(context.getMethod("newPromise"));
    pass = Types.handle(context.getMethod("write", Object.class, promise));
  }

  boolean isOne(Object object) {
    return type.isInstance(object);
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

  /** A promise that nobody waits for. */
  Object newPromise(Object context) {
    try {
      return (Object) newPromise.invokeExact(context);
    } catch (Throwable failure) {
      throw Undeclared.exception(failure);
    }
  }

  /** Has the next handler write a message. */
  void pass(Object context, Object message, Object promise) {
    try {
      var unused = (Object) pass.invokeExact(context, message, promise);
    } catch (Throwable failure) {
      throw Undeclared.exception(failure);
    }
  }
}
