package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;

/** The classes of one copy of Armeria. Immutable. */
final class ArmeriaTypes {

  private static final String ROOT = "com.linecorp.armeria.";

  private final ClassLoader loader;
  private final String root;

  /**
   * The classes.
   *
   * @param own any of them
   */
  ArmeriaTypes(Class<?> own) {
    loader = own.getClassLoader();
    root = own.getName().substring(0, own.getName().lastIndexOf(ROOT) + ROOT.length());
  }

  /** A class, by its name below the package of the copy. */
  Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(root + name, false, loader);
  }

  /** A public method. */
  MethodHandle method(String type, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    return handle(type(type).getMethod(name, parameters));
  }

  /** A public method, also one that a class inherits from one that is not public. */
  static MethodHandle handle(Method method) throws IllegalAccessException {
    method.setAccessible(true);
    return Handles.erased(MethodHandles.lookup().unreflect(method));
  }

  /** Reads a private field. */
  static MethodHandle field(Class<?> owner, String name) throws ReflectiveOperationException {
    return Handles.erased(Handles.privateGetter(owner, name));
  }

  /** Whether a class that encodes requests does so for HTTP/2. */
  static boolean isHttp2(Class<?> encoder) {
    return encoder.getSimpleName().contains("Http2");
  }
}
