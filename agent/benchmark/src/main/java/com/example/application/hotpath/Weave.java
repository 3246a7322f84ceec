package com.example.application.hotpath;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The one call that woven code makes, as the agent has put it into {@code java.lang}. It is there
 * as soon as a client's first class has been woven.
 */
final class Weave {

  private Weave() {}

  /**
   * The slot in which an adapter is: they are given out in the order in which classes are woven.
   * Needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
   *
   * @param wovenClass a class that makes the JVM weave it
   * @param adapter the adapter's class, below the package of the clients
   */
  static int slot(String wovenClass, String adapter) {
    try {
      var unused = Class.forName(wovenClass, false, Weave.class.getClassLoader());
      var field = Class.forName("java.lang.CloudRunAuthHook").getDeclaredField("adapters");
      field.setAccessible(true);
      var adapters = (Object[]) field.get(null);
      for (int slot = 0; slot < adapters.length && adapters[slot] != null; slot++) {
        if (adapters[slot].getClass().getName().endsWith(".client." + adapter)) {
          return slot;
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no agent has woven this JVM", e);
    }
    throw new IllegalStateException("not woven: " + wovenClass);
  }

  /** The method {@code Object call(int, Object, Object, Object)}. */
  static MethodHandle call() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Class.forName("java.lang.CloudRunAuthHook"),
              "call",
              methodType(Object.class, int.class, Object.class, Object.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no agent has woven this JVM", e);
    }
  }
}
