package com.example.application.hotpath;

import static java.lang.invoke.MethodType.methodType;

import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.net.Proxy;
import java.net.URL;

/**
 * Makes objects of {@code HttpURLConnection}'s that it makes itself only when it connects. Needs
 * {@code --add-opens java.base/sun.net.www.http=ALL-UNNAMED}, and its packages {@code sun.net.www},
 * {@code sun.net} and {@code sun.net.www.protocol.http}.
 */
final class ConnectionParts {

  private static final String CLIENT = "sun.net.www.http.HttpClient";
  private static final String URL_CONNECTION = "sun.net.www.protocol.http.HttpURLConnection";

  private ConnectionParts() {}

  /** A connection to a server that was never opened. */
  static Object connection(URL url) throws ReflectiveOperationException {
    var type = Class.forName(CLIENT);
    var constructor = opened(type.getDeclaredConstructor());
    var connection = constructor.newInstance();
    opened(type.getDeclaredField("url")).set(connection, url);
    return connection;
  }

  /** Where a connection writes to. */
  static void setOutput(Object connection, PrintStream output) throws ReflectiveOperationException {
    opened(Class.forName("sun.net.NetworkClient").getDeclaredField("serverOutput"))
        .set(connection, output);
  }

  /** Creates an {@code HttpURLConnection}. */
  static MethodHandle creator() {
    try {
      var constructor =
          opened(Class.forName(URL_CONNECTION).getConstructor(URL.class, Proxy.class));
      var create = MethodHandles.lookup().unreflectConstructor(constructor);
      return MethodHandles.insertArguments(create, 1, (Object) null)
          .asType(methodType(Object.class, URL.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another JDK", e);
    }
  }

  /** Gives an {@code HttpURLConnection} its connection. */
  static MethodHandle connectionSetter() {
    return setter("http", Object.class);
  }

  /** Gives an {@code HttpURLConnection} the output of its connection, whose errors it looks at. */
  static MethodHandle outputSetter() {
    return setter("ps", PrintStream.class);
  }

  private static MethodHandle setter(String field, Class<?> type) {
    try {
      var found = opened(Class.forName(URL_CONNECTION).getDeclaredField(field));
      return MethodHandles.lookup()
          .unreflectSetter(found)
          .asType(methodType(void.class, Object.class, type));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another JDK", e);
    }
  }

  /** Has an {@code HttpURLConnection} write the head of its request. */
  static MethodHandle writer() {
    try {
      var found = opened(Class.forName(URL_CONNECTION).getDeclaredMethod("writeRequests"));
      return MethodHandles.lookup().unreflect(found).asType(methodType(void.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another JDK", e);
    }
  }

  private static <T extends AccessibleObject> T opened(T member) {
    member.setAccessible(true);
    return member;
  }

  /** Whether headers have one of a name. */
  static boolean has(Object headers, String name) throws ReflectiveOperationException {
    return headers.getClass().getMethod("findValue", String.class).invoke(headers, name) != null;
  }

  /** The headers of a request, as they are written. */
  static Object headers(URL url) throws ReflectiveOperationException {
    var type = Class.forName("sun.net.www.MessageHeader");
    var headers = type.getConstructor().newInstance();
    var add = type.getMethod("add", String.class, String.class);
    add.invoke(headers, "GET " + url.getFile() + " HTTP/1.1", null);
    add.invoke(headers, "User-Agent", "Java/17");
    add.invoke(headers, "Host", url.getHost());
    add.invoke(headers, "Accept", "a/b");
    add.invoke(headers, "Connection", "keep-alive");
    return headers;
  }
}
