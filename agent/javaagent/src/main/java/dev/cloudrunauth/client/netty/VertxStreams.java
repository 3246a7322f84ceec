package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The streams by which one copy of Vert.x sends requests over HTTP/2: {@code VertxHttp2Stream} up
 * to 5.0, and {@code DefaultHttp2Stream} behind it. Immutable.
 */
final class VertxStreams {

  private static final ClassValue<VertxStreams> BY_CLASS = Handles.byClass(VertxStreams::new);
  private static final String CORE = "io.vertx.core.";

  private final boolean isOfOldClass;
  private final MethodHandle context;
  private final MethodHandle id;
  private final MethodHandle onException;
  private final MethodHandle onClose;
  private final Class<?> promise;
  private final MethodHandle complete;
  private final MethodHandle fail;
  private final @Nullable MethodHandle newPromise;

  private VertxStreams(Class<?> type) throws ReflectiveOperationException {
    var connection = type(type, "net.impl.ConnectionBase");
    isOfOldClass = !type.getSimpleName().startsWith("Default");
    var field = isOfOldClass ? "conn" : "connection";
    context =
        Handles.then(
            Handles.erased(Handles.privateGetter(declaring(type, field), field)),
            Types.handle(connection.getMethod("channelHandlerContext")));
    id = handle(type, "id").asType(MethodType.methodType(long.class, Object.class));
    onException = handle(type, "onException");
    onClose = closing(handle(type, "onClose"));
    promise = type(type, "Promise");
    complete = Types.handle(promise.getMethod("complete"));
    fail = Types.handle(promise.getMethod("fail", Throwable.class));
    newPromise = newPromise(type);
  }

  static VertxStreams of(Object stream) {
    return BY_CLASS.get(stream.getClass());
  }

  /** Whether the class is the one that there was up to 5.0. */
  boolean isOfOldClass() {
    return isOfOldClass;
  }

  private static Class<?> type(Class<?> own, String name) throws ClassNotFoundException {
    return Class.forName(CORE + name, false, own.getClassLoader());
  }

  private static Class<?> declaring(Class<?> type, String field) throws NoSuchFieldException {
    for (Class<?> own = type; own != null; own = own.getSuperclass()) {
      for (var found : own.getDeclaredFields()) {
        if (found.getName().equals(field)) {
          return own;
        }
      }
    }
    throw new NoSuchFieldException(type + "." + field);
  }

  /** A method of a class or of one of its superclasses. */
  static MethodHandle handle(Class<?> type, String name) throws ReflectiveOperationException {
    var found = method(type, name);
    found.setAccessible(true);
    return Handles.erased(MethodHandles.lookup().unreflect(found));
  }

  private static Method method(Class<?> type, String name) throws NoSuchMethodException {
    for (Class<?> own = type; own != null; own = own.getSuperclass()) {
      for (var found : own.getDeclaredMethods()) {
        if (found.getName().equals(name) && !found.isBridge()) {
          return found;
        }
      }
    }
    throw new NoSuchMethodException(type + "." + name);
  }

  /** From 5.1 on, it takes what the server has said of the end of the connection. */
  private static MethodHandle closing(MethodHandle onClose) {
    return onClose.type().parameterCount() == 1
        ? onClose
        : MethodHandles.insertArguments(onClose, 1, (Object) null);
  }

  /** Up to 4.5, who writes may have a handler of the result in place of a promise. */
  private static @Nullable MethodHandle newPromise(Class<?> type)
      throws ReflectiveOperationException {
    var field = declaring(type, "context").getDeclaredField("context");
    var handler = type(type, "Handler");
    for (var method : field.getType().getMethods()) {
      if (method.getName().equals("promise")
          && method.getParameterCount() == 1
          && method.getParameterTypes()[0] == handler) {
        var getContext =
            Handles.erased(Handles.privateGetter(field.getDeclaringClass(), "context"));
        return MethodHandles.filterArguments(Types.handle(method), 0, getContext);
      }
    }
    return null;
  }

  /** The {@code ChannelHandlerContext} of a stream's connection. */
  Object context(Object stream) throws Throwable {
    return (Object) context.invokeExact(stream);
  }

  /** The number of a stream that has one. */
  int id(Object stream) throws Throwable {
    return (int) (long) id.invokeExact(stream);
  }

  /** Tells the application that a stream has failed. */
  void fail(Object stream, Throwable failure) throws Throwable {
    onException.invokeExact(stream, failure);
  }

  /** Tells Vert.x that a stream without a number is closed. */
  void close(Object stream) throws Throwable {
    onClose.invokeExact(stream);
  }

  /**
   * Tells a writer that all is done.
   *
   * @param writer a promise, or something else if nobody listens
   */
  void tellWriter(Object writer) throws Throwable {
    if (promise.isInstance(writer)) {
      complete.invokeExact(writer);
    }
  }

  /**
   * Tells a writer that nothing is written.
   *
   * @param writer a promise, a handler, or {@code null} if nobody listens
   */
  void failWriter(Object stream, @Nullable Object writer, Throwable failure) throws Throwable {
    if (writer == null) {
      return;
    }
    if (promise.isInstance(writer)) {
      fail.invokeExact(writer, failure);
    } else if (newPromise != null) {
      fail.invokeExact((Object) newPromise.invokeExact(stream, writer), failure);
    }
  }
}
