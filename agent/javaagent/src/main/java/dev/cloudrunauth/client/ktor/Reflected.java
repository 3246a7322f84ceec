package dev.cloudrunauth.client.ktor;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;

/**
 * Handles of public methods. They are made from reflected ones: Java 11 would tie a lookup by name
 * to the first copy of Ktor.
 */
final class Reflected {

  private Reflected() {}

  static MethodHandle method(Class<?> owner, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    return handle(owner.getMethod(name, parameters));
  }

  static MethodHandle handle(Method method) throws IllegalAccessException {
    return Handles.erased(MethodHandles.publicLookup().unreflect(method));
  }

  /** Looks a header up, by its name, in what a getter returns. */
  static MethodHandle headers(MethodHandle getter, Class<?> type)
      throws ReflectiveOperationException {
    return MethodHandles.filterArguments(method(type, "getAll", String.class), 0, getter);
  }

  /** A static field. */
  static Object constant(Class<?> owner, String name) throws ReflectiveOperationException {
    return owner.getField(name).get(null);
  }
}
