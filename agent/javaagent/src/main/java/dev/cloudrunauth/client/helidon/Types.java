package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;

/** The classes of one copy of Helidon. Immutable. */
final class Types {

  private static final String ROOT = "io.helidon.";

  private final ClassLoader loader;
  private final String root;

  /**
   * The classes.
   *
   * @param own any of them
   */
  Types(Class<?> own) {
    loader = own.getClassLoader();
    root = own.getName().substring(0, own.getName().lastIndexOf(ROOT) + ROOT.length());
  }

  /** A class, by its name below the package of the copy. */
  Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(root + name, false, loader);
  }

  /** A public method, also one of an interface that is not public itself. */
  static MethodHandle handle(Method method) throws IllegalAccessException {
    method.setAccessible(true);
    return Handles.erased(MethodHandles.lookup().unreflect(method));
  }

  /** Reads a private field. */
  static MethodHandle field(Class<?> owner, String name) throws ReflectiveOperationException {
    return Handles.erased(Handles.privateGetter(owner, name));
  }
}
