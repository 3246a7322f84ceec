package dev.cloudrunauth.client.okhttp;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the call that something of OkHttp's writes for has been cancelled, and what becomes of
 * its connection then. An exchange (3.14 and newer) knows its call; a codec (3.0 to 3.13) knows the
 * stream's allocation, which knows it too. As with {@link Requests}, there is one of these for each
 * class of each copy of OkHttp. Immutable.
 *
 * <p>Where the fields are not as in the versions that the agent knows, or are in a module that does
 * not open them, nothing tells; then a cancelled call ends when its wait ends.
 */
final class Calls {

  private static final ClassValue<Optional<Calls>> BY_WRITER =
      new ClassValue<>() {
        @Override
        protected Optional<Calls> computeValue(Class<?> writer) {
          try {
            return Optional.ofNullable(find(writer));
          } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
            return Optional.empty();
          }
        }
      };

  private static final String HTTP_1 = "Http1";

  private final MethodHandle isCanceled;

  /** Of an exchange alone. */
  private final @Nullable MethodHandle codec;

  private final @Nullable MethodHandle noNewExchanges;

  private Calls(
      MethodHandle isCanceled,
      @Nullable MethodHandle codec,
      @Nullable MethodHandle noNewExchanges) {
    this.isCanceled = Handles.erased(isCanceled);
    this.codec = codec;
    this.noNewExchanges = noNewExchanges;
  }

  /**
   * How to ask.
   *
   * @param writer the class of an exchange or of a codec
   * @return {@code null} if there is no way to ask
   */
  static @Nullable Calls of(Class<?> writer) {
    return BY_WRITER.get(writer).orElse(null);
  }

  boolean isCanceled(Object writer) throws Throwable {
    return (boolean) isCanceled.invokeExact(writer);
  }

  /**
   * A cancelled call does not begin. Over HTTP/1.1 it has closed its connection, which must not
   * wait for another call: 3.14, for one, takes a connection that has carried none yet without
   * looking at it, and tries it again without end.
   */
  void leave(Object exchange) throws Throwable {
    if (codec != null && noNewExchanges != null) {
      Object used = (Object) codec.invokeExact(exchange);
      if (used.getClass().getSimpleName().startsWith(HTTP_1)) {
        noNewExchanges.invokeExact(exchange);
      }
    }
  }

  private static @Nullable Calls find(Class<?> writer) throws ReflectiveOperationException {
    var lookup = MethodHandles.lookup();
    for (var field : writer.getDeclaredFields()) {
      var type = field.getType();
      if (field.getName().equals("call")) {
        return ofExchange(
            writer, asked(lookup, field, lookup.unreflect(opened(type.getMethod("isCanceled")))));
      }
      if (field.getName().equals("streamAllocation")) {
        return new Calls(asked(lookup, field, Handles.privateGetter(type, "canceled")), null, null);
      }
    }
    return null;
  }

  private static Method opened(Method method) {
    method.setAccessible(true);
    return method;
  }

  private static Calls ofExchange(Class<?> exchange, MethodHandle isCanceled)
      throws IllegalAccessException {
    var lookup = MethodHandles.lookup();
    try {
      var codec = Handles.privateGetter(exchange, "codec");
      var noNewExchanges = opened(exchange.getMethod("noNewExchangesOnConnection"));
      return new Calls(
          isCanceled, Handles.erased(codec), Handles.erased(lookup.unreflect(noNewExchanges)));
    } catch (NoSuchFieldException | NoSuchMethodException unknown) {
      return new Calls(isCanceled, null, null);
    }
  }

  private static MethodHandle asked(Lookup lookup, Field field, MethodHandle isCanceled)
      throws ReflectiveOperationException {
    field.setAccessible(true);
    return MethodHandles.filterReturnValue(lookup.unreflectGetter(field), isCanceled);
  }
}
