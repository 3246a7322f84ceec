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
