package com.example.jetty;

import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls what is there, whatever the types are that it is declared with. */
final class Reflection {

  private Reflection() {}

  /** What is called by an object that a library calls back. */
  interface Callback {
    @Nullable Object called(String method, Object[] arguments) throws Throwable;
  }

  static boolean has(String className) {
    try {
      type(className);
      return true;
    } catch (IllegalStateException missing) {
      return false;
    }
  }

  static Class<?> type(String className) {
    try {
      return Class.forName(className);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first of these classes that this version has. */
  static Class<?> anyType(String... classNames) {
    return type(
        Arrays.stream(classNames)
            .filter(Reflection::has)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(List.of(classNames).toString())));
  }

  static Object make(Class<?> type, Object... arguments) {
    for (var constructor : type.getConstructors()) {
      if (fits(constructor, arguments)) {
        try {
          return constructor.newInstance(passed(constructor, arguments));
        } catch (InvocationTargetException thrown) {
          throw Reflection.<RuntimeException>undeclared(thrown.getCause());
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    throw new IllegalStateException(type + Arrays.toString(arguments));
  }

  static boolean has(Object target, String method, Object... arguments) {
    return find(target.getClass(), method, arguments) != null;
  }

  /** Calls a method; what it throws is thrown. */
  static @Nullable Object callOrNull(Object target, String name, Object... arguments) {
    var method = find(target.getClass(), name, arguments);
    if (method == null) {
      throw new IllegalStateException(target.getClass() + "." + name + Arrays.toString(arguments));
    }
    try {
      method.setAccessible(true);
      return method.invoke(target, passed(method, arguments));
    } catch (InvocationTargetException thrown) {
      throw Reflection.<RuntimeException>undeclared(thrown.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static Object call(Object target, String name, Object... arguments) {
    var returned = callOrNull(target, name, arguments);
    return returned == null ? "" : returned;
  }

  /** An object that implements an interface, or the only interface that a method takes. */
  static Object implemented(Class<?> type, Callback callback) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "equals":
              return proxy == arguments[0];
            case "hashCode":
              return System.identityHashCode(proxy);
            case "toString":
              return type.getSimpleName();
            default:
              return callback.called(
                  method.getName(), arguments == null ? new Object[0] : arguments);
          }
        });
  }

  /** Calls a method that takes a listener. */
  static void listen(Object target, String name, Callback callback) {
    for (var method : target.getClass().getMethods()) {
      if (method.getName().equals(name)
          && method.getParameterCount() == 1
          && method.getParameterTypes()[0].isInterface()) {
        call(target, name, implemented(method.getParameterTypes()[0], callback));
        return;
      }
    }
    throw new IllegalStateException(target.getClass() + "." + name);
  }

  private static java.lang.reflect.@Nullable Method find(
      Class<?> type, String name, Object... arguments) {
    for (var method : type.getMethods()) {
      if (method.getName().equals(name) && !method.isBridge() && fits(method, arguments)) {
        return method;
      }
    }
    return null;
  }

  private static boolean fits(Executable executable, Object... arguments) {
    var types = executable.getParameterTypes();
    int fixed = executable.isVarArgs() ? types.length - 1 : types.length;
    if (executable.isVarArgs() ? arguments.length < fixed : arguments.length != fixed) {
      return false;
    }
    for (int i = 0; i < arguments.length; i++) {
      var type = i < fixed ? types[i] : types[fixed].getComponentType();
      if (!MethodType.methodType(type).wrap().returnType().isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }

  private static Object[] passed(Executable executable, Object... arguments) {
    if (!executable.isVarArgs()) {
      return arguments;
    }
    int fixed = executable.getParameterCount() - 1;
    var rest =
        java.lang.reflect.Array.newInstance(
            executable.getParameterTypes()[fixed].getComponentType(), arguments.length - fixed);
    for (int i = fixed; i < arguments.length; i++) {
      java.lang.reflect.Array.set(rest, i - fixed, arguments[i]);
    }
    var passed = Arrays.copyOf(arguments, fixed + 1);
    passed[fixed] = rest;
    return passed;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T undeclared(@Nullable Throwable thrown) throws T {
    throw (T) (thrown == null ? new IllegalStateException() : thrown);
  }
}
