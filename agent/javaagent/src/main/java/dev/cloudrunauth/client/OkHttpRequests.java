package dev.cloudrunauth.client;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The few methods of {@code okhttp3.Request} and {@code HttpUrl} that the agent calls, the same
 * from 3.0 to 5.x. There is one of these for each copy of OkHttp in the process, found by its
 * request class: an application may have several, under several names, in several loaders.
 *
 * <p>Immutable. It refers to the classes of that copy, and only a {@link ClassValue} of their own
 * refers to it, so that it goes when they go.
 */
final class OkHttpRequests {

  private static final ClassValue<OkHttpRequests> BY_REQUEST =
      new ClassValue<>() {
        @Override
        protected OkHttpRequests computeValue(Class<?> request) {
          try {
            return new OkHttpRequests(request);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                "an OkHttp that the agent does not know: " + request, e);
          }
        }
      };

  private final MethodHandle url;
  private final MethodHandle scheme;
  private final MethodHandle host;
  private final MethodHandle port;
  private final MethodHandle header;
  private final MethodHandle newBuilder;
  private final MethodHandle setHeader;
  private final MethodHandle build;
  private final @Nullable UncheckedHeaders uncheckedHeaders;

  private OkHttpRequests(Class<?> request) throws ReflectiveOperationException {
    var getUrl = request.getMethod("url");
    var httpUrl = getUrl.getReturnType();
    var getBuilder = request.getMethod("newBuilder");
    var builder = getBuilder.getReturnType();
    url = handle(getUrl, methodType(Object.class, Object.class));
    scheme = handle(httpUrl.getMethod("scheme"), methodType(String.class, Object.class));
    host = handle(httpUrl.getMethod("host"), methodType(String.class, Object.class));
    port = handle(httpUrl.getMethod("port"), methodType(int.class, Object.class));
    header =
        handle(
            request.getMethod("header", String.class),
            methodType(String.class, Object.class, String.class));
    newBuilder = handle(getBuilder, methodType(Object.class, Object.class));
    setHeader =
        handle(
            builder.getMethod("header", String.class, String.class),
            methodType(void.class, Object.class, String.class, String.class));
    build = handle(builder.getMethod("build"), methodType(Object.class, Object.class));
    uncheckedHeaders = UncheckedHeaders.of(request, builder);
  }

  /**
   * The handle of a public method of OkHttp, with a type of the JDK's classes alone.
   *
   * <p>It is made from the reflected method. Java 11 would look a method up by its name and type on
   * behalf of the boot loader, and then keep every loader of the process to one class of the name
   * {@code okhttp3.HttpUrl}: only the first copy of OkHttp would be understood.
   */
  static MethodHandle handle(Method method, MethodType type) throws IllegalAccessException {
    return MethodHandles.publicLookup().unreflect(method).asType(type);
  }

  /**
   * The methods of one copy of OkHttp.
   *
   * @param request its {@code Request} class
   * @throws IllegalStateException if it is not as every OkHttp from 3.0 on
   */
  static OkHttpRequests of(Class<?> request) {
    return BY_REQUEST.get(request);
  }

  Object url(Object request) throws Throwable {
    return (Object) url.invokeExact(request);
  }

  String scheme(Object httpUrl) throws Throwable {
    return (String) scheme.invokeExact(httpUrl);
  }

  String host(Object httpUrl) throws Throwable {
    return (String) host.invokeExact(httpUrl);
  }

  int port(Object httpUrl) throws Throwable {
    return (int) port.invokeExact(httpUrl);
  }

  @Nullable String header(Object request, String name) throws Throwable {
    return (String) header.invokeExact(request, name);
  }

  /** A copy of a request that has no header of that name. */
  Object withHeader(Object request, String name, String value) throws Throwable {
    Object builder = (Object) newBuilder.invokeExact(request);
    if (uncheckedHeaders == null) {
      setHeader.invokeExact(builder, name, value);
    } else {
      uncheckedHeaders.set(builder, request, name, value);
    }
    return (Object) build.invokeExact(builder);
  }
}
