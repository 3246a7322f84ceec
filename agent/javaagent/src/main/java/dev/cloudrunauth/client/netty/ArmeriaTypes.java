package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;

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

  /** A public method of a public class or interface. */
  MethodHandle method(String type, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    return Types.handle(type(type).getMethod(name, parameters));
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
