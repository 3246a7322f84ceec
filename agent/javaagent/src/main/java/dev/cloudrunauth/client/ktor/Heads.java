package dev.cloudrunauth.client.ktor;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;

/** Makes copies of requests with other headers, in one copy of Ktor. Immutable. */
final class Heads {

  private static final int FEW = 8;
  private static final ClassValue<Heads> BY_REQUEST = Handles.byClass(Heads::new);

  private final MethodHandle headers;
  private final MethodHandle newBuilder;
  private final MethodHandle appendAll;
  private final MethodHandle append;
  private final MethodHandle remove;
  private final MethodHandle build;
  private final MethodHandle copy;

  private Heads(Class<?> request) throws ReflectiveOperationException {
    var type = request.getMethod("getHeaders").getReturnType();
    var builder = Class.forName(type.getName() + "Builder", false, type.getClassLoader());
    headers = Reflected.method(request, "getHeaders");
    newBuilder = handle(builder.getConstructor(int.class));
    appendAll = Reflected.method(builder, "appendAll", type.getInterfaces()[0]);
    append = Reflected.method(builder, "append", String.class, String.class);
    remove = Reflected.method(builder, "remove", String.class);
    build = Reflected.method(builder, "build");
    copy = copy(request);
  }

  /** From a request and its new headers. */
  private static MethodHandle copy(Class<?> request) throws ReflectiveOperationException {
    String[] parts = {"Url", "Method", "Headers", "Body", "ExecutionContext", "Attributes"};
    var getters = new MethodHandle[parts.length];
    var types = new Class<?>[parts.length];
    for (int i = 0; i < parts.length; i++) {
      getters[i] = Reflected.method(request, "get" + parts[i]);
      types[i] = request.getMethod("get" + parts[i]).getReturnType();
    }
    var create = handle(request.getConstructor(types));
    // The headers are the third, and stay.
    var filtered = MethodHandles.filterArguments(create, 3, getters[3], getters[4], getters[5]);
    filtered = MethodHandles.filterArguments(filtered, 0, getters[0], getters[1]);
    return MethodHandles.permuteArguments(
        filtered,
        MethodType.methodType(Object.class, Object.class, Object.class),
        0,
        0,
        1,
        0,
        0,
        0);
  }

  private static MethodHandle handle(Constructor<?> constructor) throws IllegalAccessException {
    return Handles.erased(MethodHandles.publicLookup().unreflectConstructor(constructor));
  }

  /** Those of the copy of Ktor that a request is of. */
  static Heads of(Object request) {
    return BY_REQUEST.get(request.getClass());
  }

  /** The headers of a request, to be changed. */
  Object newHeaders(Object request) throws Throwable {
    var builder = (Object) newBuilder.invokeExact(FEW);
    appendAll.invokeExact(builder, (Object) headers.invokeExact(request));
    return builder;
  }

  void append(Object builder, String name, String value) throws Throwable {
    append.invokeExact(builder, name, value);
  }

  void remove(Object builder, String name) throws Throwable {
    remove.invokeExact(builder, name);
  }

  /** A copy of a request with these headers. */
  Object copy(Object request, Object builder) throws Throwable {
    return (Object) copy.invokeExact(request, (Object) build.invokeExact(builder));
  }
}
