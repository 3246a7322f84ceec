package dev.cloudrunauth.client.okhttp;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.List;

/**
 * The few methods of {@code okhttp3.Request} and {@code HttpUrl} that the agent calls, the same
 * from 3.0 to 5.x. There is one of these for each copy of OkHttp in the process, found by its
 * request class: an application may have several, under several names, in several loaders.
 *
 * <p>Immutable. It refers to the classes of that copy, and only a {@link ClassValue} of their own
 * refers to it, so that it goes when they go.
 */
final class Requests {

  private static final ClassValue<Requests> BY_REQUEST = Handles.byClass(Requests::new);

  private final MethodHandle scheme;
  private final MethodHandle host;
  private final MethodHandle port;
  private final MethodHandle headers;
  private final MethodHandle newBuilder;
  private final MethodHandle removeHeader;
  private final MethodHandle addHeader;
  private final MethodHandle build;

  private Requests(Class<?> request) throws ReflectiveOperationException {
    var getUrl = request.getMethod("url");
    var httpUrl = getUrl.getReturnType();
    var getBuilder = request.getMethod("newBuilder");
    var builder = getBuilder.getReturnType();
    scheme = ofUrl(getUrl, httpUrl.getMethod("scheme"));
    host = ofUrl(getUrl, httpUrl.getMethod("host"));
    port = ofUrl(getUrl, httpUrl.getMethod("port"));
    headers = handle(request.getMethod("headers", String.class));
    removeHeader = handle(builder.getMethod("removeHeader", String.class));
    newBuilder = handle(getBuilder);
    addHeader = headerAdder(builder);
    build = handle(builder.getMethod("build"));
  }

  /**
   * The handle of a public method of OkHttp.
   *
   * <p>It is made from the reflected method. Java 11 would look a method up by its name and type on
   * behalf of the boot loader, and then keep every loader of the process to one class of the name
   * {@code okhttp3.HttpUrl}: only the first copy of OkHttp would be understood.
   */
  static MethodHandle handle(Method method) throws IllegalAccessException {
    return Handles.erased(MethodHandles.publicLookup().unreflect(method));
  }

  /** One call for both steps: a handle that is no constant of the caller's costs for each call. */
  private static MethodHandle ofUrl(Method getUrl, Method part) throws IllegalAccessException {
    var lookup = MethodHandles.publicLookup();
    return Handles.erased(
        MethodHandles.filterReturnValue(lookup.unreflect(getUrl), lookup.unreflect(part)));
  }

  /**
   * Adds a header to the builder of a request, from 3.12 on without OkHttp's look at each character
   * of its value. A token has about 900 of them; the agent has looked at them when it arrived, and
   * OkHttp would take ten times as long to look again as to copy the request.
   */
  private static MethodHandle headerAdder(Class<?> builder) throws ReflectiveOperationException {
    try {
      var headers = headersOf(builder);
      var add =
          headers.type().returnType().getMethod("addUnsafeNonAscii", String.class, String.class);
      var unreflected = MethodHandles.publicLookup().unreflect(add);
      return Handles.erased(MethodHandles.filterArguments(unreflected, 0, headers));
    } catch (ReflectiveOperationException | RuntimeException alwaysLooks) {
      return handle(builder.getMethod("header", String.class, String.class));
    }
  }

  /** The list that a builder keeps: in Kotlin behind a public method, in Java only a field. */
  private static MethodHandle headersOf(Class<?> builder) throws ReflectiveOperationException {
    try {
      return MethodHandles.publicLookup().unreflect(builder.getMethod("getHeaders$okhttp"));
    } catch (NoSuchMethodException inJava) {
      return Handles.privateGetter(builder, "headers");
    }
  }

  /**
   * The methods of one copy of OkHttp.
   *
   * @param request its {@code Request} class
   * @throws IllegalStateException if it is not as every OkHttp from 3.0 on
   */
  static Requests of(Class<?> request) {
    return BY_REQUEST.get(request);
  }

  String scheme(Object request) throws Throwable {
    return (String) scheme.invokeExact(request);
  }

  String host(Object request) throws Throwable {
    return (String) host.invokeExact(request);
  }

  int port(Object request) throws Throwable {
    return (int) port.invokeExact(request);
  }

  /** All values of a header, in the order of their lines. */
  @SuppressWarnings("unchecked")
  List<String> headers(Object request, String name) throws Throwable {
    return (List<String>) (List<?>) (List) headers.invokeExact(request, name);
  }

  /** The builder of a copy of a request. */
  Object newBuilder(Object request) throws Throwable {
    return (Object) newBuilder.invokeExact(request);
  }

  void removeHeader(Object builder, String name) throws Throwable {
    var unused = (Object) removeHeader.invokeExact(builder, name);
  }

  /**
   * Adds a header, unchecked where the version allows it.
   *
   * @param value without line breaks and characters beyond ASCII
   */
  void addHeader(Object builder, String name, String value) throws Throwable {
    var unused = (Object) addHeader.invokeExact(builder, name, value);
  }

  Object build(Object builder) throws Throwable {
    return (Object) build.invokeExact(builder);
  }
}
