package dev.cloudrunauth.weave;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** OkHttp of whatever version, by what is the same in all of them. */
public final class Reflected {

  private Reflected() {}

  /** Makes a call, and returns the status and the body of its answer. */
  static String get(ClassLoader okHttp, String url) throws Exception {
    var client = okHttp.loadClass("okhttp3.OkHttpClient").getConstructor().newInstance();
    var builder = requestBuilder(okHttp, url);
    var request = okHttp.loadClass("okhttp3.Request");
    var call =
        client.getClass().getMethod("newCall", request).invoke(client, invoke(builder, "build"));
    var response = call(okHttp.loadClass("okhttp3.Call").getMethod("execute"), call);
    var seen = invoke(response, "code") + " " + invoke(invoke(response, "body"), "string");
    ((ExecutorService) invoke(invoke(client, "dispatcher"), "executorService")).shutdown();
    invoke(invoke(client, "connectionPool"), "evictAll");
    return seen;
  }

  /** A request with one more header; anything else as it is. */
  static @Nullable Object withHeader(@Nullable Object subject, String name, String value) {
    if (subject == null || !subject.getClass().getName().equals("okhttp3.Request")) {
      return subject;
    }
    try {
      var builder = invoke(subject, "newBuilder");
      builder
          .getClass()
          .getMethod("header", String.class, String.class)
          .invoke(builder, name, value);
      return invoke(builder, "build");
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** An object that no constructor has made. */
  static Object allocate(Class<?> type) throws Exception {
    var factory = Class.forName("sun.reflect.ReflectionFactory");
    var made =
        (Constructor<?>)
            factory
                .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                .invoke(
                    factory.getMethod("getReflectionFactory").invoke(null),
                    type,
                    Object.class.getConstructor());
    return made.newInstance();
  }

  /**
   * The builder of a request, with nothing but its URL.
   *
   * @throws ReflectiveOperationException if there is no OkHttp
   */
  public static Object requestBuilder(ClassLoader okHttp, String url)
      throws ReflectiveOperationException {
    var builder = okHttp.loadClass("okhttp3.Request$Builder").getConstructor().newInstance();
    builder.getClass().getMethod("url", String.class).invoke(builder, url);
    return builder;
  }

  /**
   * Calls a method without parameters.
   *
   * @throws ReflectiveOperationException if it cannot be called, or fails
   */
  public static Object invoke(Object target, String method) throws ReflectiveOperationException {
    return call(target.getClass().getMethod(method), target);
  }

  private static Object call(Method method, Object target) throws ReflectiveOperationException {
    method.setAccessible(true);
    return method.invoke(target);
  }
}
