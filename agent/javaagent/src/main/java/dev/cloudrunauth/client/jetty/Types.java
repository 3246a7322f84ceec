package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Handles;
import dev.cloudrunauth.instrumentation.JdkAccess;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one copy of Jetty, whose own modules do not export all of their packages.
 * Immutable.
 */
final class Types {

  private static final String ROOT = "org.eclipse.jetty.";

  private final JdkAccess access;
  private final ClassLoader loader;
  private final String root;

  /**
   * The classes.
   *
   * @param own any of them, or a subclass of one
   */
  Types(JdkAccess access, Class<?> own) {
    this.access = access;
    Class<?> type = own;
    while (!type.getName().contains(ROOT) && type.getSuperclass() != null) {
      type = type.getSuperclass();
    }
    int at = type.getName().lastIndexOf(ROOT);
    loader = type.getClassLoader();
    root = at < 0 ? ROOT : type.getName().substring(0, at + ROOT.length());
  }

  /** A class, by its name below the package of the copy. */
  Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(root.concat(name), false, loader);
  }

  /** A method of a class, of a superclass or an interface, whoever has access to it. */
  MethodHandle method(Class<?> owner, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    return handle(find(owner, name, parameters));
  }

  /** The type that a method returns. */
  Class<?> returned(Class<?> owner, String name) throws NoSuchMethodException {
    return find(owner, name).getReturnType();
  }

  MethodHandle handle(Method method) throws ReflectiveOperationException {
    return Handles.erased(access.lookupIn(method.getDeclaringClass()).unreflect(method));
  }

  MethodHandle getter(Class<?> owner, String field) throws ReflectiveOperationException {
    return Handles.erased(access.lookupIn(owner).unreflectGetter(owner.getDeclaredField(field)));
  }

  /** The same with a method that is found by its name. */
  MethodHandle then(MethodHandle first, Class<?> owner, String name)
      throws ReflectiveOperationException {
    return Handles.then(first, method(owner, name));
  }

  boolean has(Class<?> owner, String name) {
    return findOrNull(owner, name) != null;
  }

  private static Method find(Class<?> owner, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    var found = findOrNull(owner, name, parameters);
    if (found == null) {
      throw new NoSuchMethodException(owner + "." + name + Arrays.toString(parameters));
    }
    return found;
  }

  private static @Nullable Method findOrNull(Class<?> owner, String name, Class<?>... parameters) {
    for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
      try {
        return type.getDeclaredMethod(name, parameters);
      } catch (NoSuchMethodException inherited) {
        // A superclass or an interface has it.
      }
    }
    try {
      return owner.getMethod(name, parameters);
    } catch (NoSuchMethodException missing) {
      return null;
    }
  }
}
