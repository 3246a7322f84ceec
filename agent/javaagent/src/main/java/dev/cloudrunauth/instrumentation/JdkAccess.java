package dev.cloudrunauth.instrumentation;

import java.lang.invoke.MethodHandles.Lookup;

/** Gives modules access to internals of the JDK. Any thread may call. */
public interface JdkAccess {

  /**
   * A lookup with the rights of a class of the JDK. The package of the class is opened for it to
   * the agent's own module, and to no other.
   *
   * @param jdkClass the class
   * @throws IllegalAccessException if the JVM refuses
   */
  Lookup lookupIn(Class<?> jdkClass) throws IllegalAccessException;
}
