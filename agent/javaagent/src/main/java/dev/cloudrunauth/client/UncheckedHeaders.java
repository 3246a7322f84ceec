package dev.cloudrunauth.client;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Adds a header to a copy of an OkHttp request without OkHttp's look at each character of its
 * value. A token has about 900 of them; the agent has looked at them when it arrived, and for most
 * of the time that a request would take otherwise OkHttp would look again.
 *
 * <p>Immutable. Like {@link OkHttpRequests} it belongs to one copy of OkHttp.
 */
final class UncheckedHeaders {

  private final MethodHandle headers;
  private final MethodHandle newBuilder;
  private final MethodHandle add;
  private final MethodHandle build;
  private final MethodHandle setHeaders;

  private UncheckedHeaders(Class<?> request, Class<?> requestBuilder)
      throws ReflectiveOperationException {
    var getHeaders = request.getMethod("headers");
    var type = getHeaders.getReturnType();
    var getBuilder = type.getMethod("newBuilder");
    var builder = getBuilder.getReturnType();
    headers = OkHttpRequests.handle(getHeaders, methodType(Object.class, Object.class));
    newBuilder = OkHttpRequests.handle(getBuilder, methodType(Object.class, Object.class));
    add =
        OkHttpRequests.handle(
            builder.getMethod("addUnsafeNonAscii", String.class, String.class),
            methodType(void.class, Object.class, String.class, String.class));
    build =
        OkHttpRequests.handle(builder.getMethod("build"), methodType(Object.class, Object.class));
    setHeaders =
        OkHttpRequests.handle(
            requestBuilder.getMethod("headers", type),
            methodType(void.class, Object.class, Object.class));
  }

  /**
   * For one copy of OkHttp.
   *
   * @param request its {@code Request} class
   * @param requestBuilder the builder of that
   * @return {@code null} for a version that always looks: 3.11 and older
   */
  static @Nullable UncheckedHeaders of(Class<?> request, Class<?> requestBuilder) {
    try {
      return new UncheckedHeaders(request, requestBuilder);
    } catch (ReflectiveOperationException olderVersion) {
      return null;
    }
  }

  /**
   * Gives a builder the headers of a request and one more.
   *
   * @param builder of a copy of the request
   * @param value without line breaks and characters beyond ASCII
   */
  void set(Object builder, Object request, String name, String value) throws Throwable {
    Object all = (Object) newBuilder.invokeExact((Object) headers.invokeExact(request));
    add.invokeExact(all, name, value);
    setHeaders.invokeExact(builder, (Object) build.invokeExact(all));
  }
}
