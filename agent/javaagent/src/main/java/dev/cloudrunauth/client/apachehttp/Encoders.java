package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.Arrays;

/** The encoder of HTTP/2 fields of one copy of HttpCore 5. Immutable. */
final class Encoders {

  private static final int PARAMETERS = 4;

  private static final ClassValue<Encoders> BY_CLASS = Handles.byClass(Encoders::new);

  private final MethodHandle encode;
  private final MethodHandle length;
  private final MethodHandle array;

  private Encoders(Class<?> encoder) throws ReflectiveOperationException {
    Method found = null;
    for (var method : encoder.getMethods()) {
      if (method.getName().equals("encodeHeader") && method.getParameterCount() == PARAMETERS) {
        found = method;
      }
    }
    if (found == null) {
      throw new NoSuchMethodException(encoder + ".encodeHeader");
    }
    var bytes = found.getParameterTypes()[0];
    encode = HttpCore.handle(found);
    length = HttpCore.handle(bytes.getMethod("length"));
    array = HttpCore.handle(bytes.getMethod("array"));
  }

  static Encoders of(Class<?> encoder) {
    return BY_CLASS.get(encoder);
  }

  /**
   * Encodes a field as the client encodes its own.
   *
   * @return what that has added to the bytes
   */
  byte[] encode(Object encoder, Object bytes, String name, String value) throws Throwable {
    int before = (int) length.invokeExact(bytes);
    encode.invokeExact(encoder, bytes, name, value, false);
    return Arrays.copyOfRange(
        (byte[]) (Object) array.invokeExact(bytes), before, (int) length.invokeExact(bytes));
  }
}
