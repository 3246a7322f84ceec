package dev.cloudrunauth.client;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
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

  private OkHttpRequests(Class<?> request) throws ReflectiveOperationException {
    var lookup = MethodHandles.publicLookup();
    var httpUrl = request.getMethod("url").getReturnType();
    var builder = request.getMethod("newBuilder").getReturnType();
    url =
        lookup
            .findVirtual(request, "url", methodType(httpUrl))
            .asType(methodType(Object.class, Object.class));
    scheme = string(lookup.findVirtual(httpUrl, "scheme", methodType(String.class)));
    host = string(lookup.findVirtual(httpUrl, "host", methodType(String.class)));
    port =
        lookup
            .findVirtual(httpUrl, "port", methodType(int.class))
            .asType(methodType(int.class, Object.class));
    header =
        lookup
            .findVirtual(request, "header", methodType(String.class, String.class))
            .asType(methodType(String.class, Object.class, String.class));
    newBuilder =
        lookup
            .findVirtual(request, "newBuilder", methodType(builder))
            .asType(methodType(Object.class, Object.class));
    setHeader =
        lookup
            .findVirtual(builder, "header", methodType(builder, String.class, String.class))
            .asType(methodType(Object.class, Object.class, String.class, String.class));
    build =
        lookup
            .findVirtual(builder, "build", methodType(request))
            .asType(methodType(Object.class, Object.class));
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

  private static MethodHandle string(MethodHandle getter) {
    return getter.asType(methodType(String.class, Object.class));
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

  Object withHeader(Object request, String name, String value) throws Throwable {
    Object builder = (Object) newBuilder.invokeExact(request);
    Object withHeader = (Object) setHeader.invokeExact(builder, name, value);
    return (Object) build.invokeExact(withHeader);
  }
}
