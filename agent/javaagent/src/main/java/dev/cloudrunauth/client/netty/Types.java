package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/** The classes of one copy of Netty. Immutable. */
final class Types {

  static final String ROOT = "io.netty.";

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

  static MethodHandle handle(Method method) throws IllegalAccessException {
    return Handles.erased(MethodHandles.publicLookup().unreflect(method));
  }

  static MethodHandle handle(Constructor<?> constructor) throws IllegalAccessException {
    return Handles.erased(MethodHandles.publicLookup().unreflectConstructor(constructor));
  }
}
