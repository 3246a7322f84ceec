package dev.cloudrunauth.instrumentation;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;

/**
 * Finds the methods and fields that a module uses of its client's own classes. The agent cannot
 * name these classes, and so their handles have {@code Object} in place of every class that is not
 * in {@code java.*}. Immutable.
 */
public final class Handles {

  private final Lookup lookup;

  /**
   * Finds what a lookup has access to.
   *
   * @param lookup a lookup with the rights of one of the client's classes
   */
  public Handles(Lookup lookup) {
    this.lookup = lookup;
  }

  /** Creates what a module uses of the classes of one copy of its client. */
  public interface Finder<T> {
    /**
     * Finds the methods and fields.
     *
     * @param type a class of the copy
     * @throws ReflectiveOperationException if the copy is none that the agent knows
     */
    T find(Class<?> type) throws ReflectiveOperationException;
  }

  /**
   * What a module uses of each copy of its client: an application may have several, under several
   * names, in several class loaders. A value can be unloaded together with the class that it
   * belongs to. For an unknown copy there is an {@link IllegalStateException}.
   */
  public static <T> ClassValue<T> byClass(Finder<T> finder) {
    return new ClassValue<>() {
      @Override
      protected T computeValue(Class<?> type) {
        try {
          return finder.find(type);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException("the agent does not know this version of " + type, e);
        }
      }
    };
  }

  /** A class in the package of the lookup's class, or in a package below it. */
  public Class<?> type(String name) throws ClassNotFoundException {
    var own = lookup.lookupClass();
    return Class.forName(
        own.getPackageName().concat(".").concat(name), false, own.getClassLoader());
  }

  /** An instance method; the object that it is called on comes first. */
  public MethodHandle method(Class<?> owner, String name, Class<?> returned, Class<?>... parameters)
      throws ReflectiveOperationException {
    return erased(lookup.findVirtual(owner, name, methodType(returned, parameters)));
  }

  /** A constructor without parameters. */
  public MethodHandle constructor(Class<?> owner) throws ReflectiveOperationException {
    return erased(lookup.findConstructor(owner, methodType(void.class)));
  }

  /** Reads an instance field. */
  public MethodHandle getter(Class<?> owner, String field, Class<?> type)
      throws ReflectiveOperationException {
    return erased(lookup.findGetter(owner, field, type));
  }

  /** Reads an instance field that its class alone has access to; of the field's own types. */
  public static MethodHandle privateGetter(Class<?> owner, String field)
      throws NoSuchFieldException, IllegalAccessException {
    var found = owner.getDeclaredField(field);
    found.setAccessible(true);
    return MethodHandles.lookup().unreflectGetter(found);
  }

  /** Writes an instance field. */
  public MethodHandle setter(Class<?> owner, String field, Class<?> type)
      throws ReflectiveOperationException {
    return erased(lookup.findSetter(owner, field, type));
  }

  /** One call for both steps: a handle that is no constant of the caller's costs for each call. */
  public static MethodHandle then(MethodHandle first, MethodHandle second) {
    return MethodHandles.filterReturnValue(
        first, second.asType(second.type().changeParameterType(0, first.type().returnType())));
  }

  /** A handle with {@code Object} in place of every class that is not in {@code java.*}. */
  public static MethodHandle erased(MethodHandle handle) {
    var type = handle.type();
    for (int i = 0; i < type.parameterCount(); i++) {
      type = type.changeParameterType(i, erased(type.parameterType(i)));
    }
    return handle.asType(type.changeReturnType(erased(type.returnType())));
  }

  private static Class<?> erased(Class<?> type) {
    return type.isPrimitive() || type.getName().startsWith("java.") ? type : Object.class;
  }
}
