package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** A call of a method of a stream, put off until the stream's token has come. Immutable. */
final class VertxStep {

  private final MethodHandle method;
  private final Object target;
  private final @Nullable Object[] arguments;

  /** A method that is woven, in the class of each object that has it. */
  static final class Point {

    private final ClassValue<MethodHandle> byClass;

    Point(String method) {
      byClass =
          Handles.byClass(
              type -> {
                var found = VertxStreams.handle(type, method);
                return found
                    .asSpreader(Object[].class, found.type().parameterCount() - 1)
                    .asType(METHOD);
              });
    }

    VertxStep step(Object target, @Nullable Object[] arguments) {
      return new VertxStep(byClass.get(target.getClass()), target, arguments);
    }
  }

  private static final MethodType METHOD =
      MethodType.methodType(void.class, Object.class, Object[].class);

  private VertxStep(MethodHandle method, Object target, @Nullable Object[] arguments) {
    this.method = method;
    this.target = target;
    this.arguments = arguments;
  }

  /** Makes the call. */
  void take() throws Throwable {
    method.invokeExact(target, arguments);
  }
}
