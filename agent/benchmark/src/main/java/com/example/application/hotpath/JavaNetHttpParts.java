package com.example.application.hotpath;

import static java.lang.invoke.MethodType.methodType;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes objects of the JDK's own classes that it makes itself only in the middle of a call. Needs
 * {@code --add-opens java.net.http/jdk.internal.net.http=ALL-UNNAMED}, and its package {@code
 * common}.
 */
final class JavaNetHttpParts {

  private static final String PACKAGE = "jdk.internal.net.http.";

  private JavaNetHttpParts() {}

  /** The constructor {@code Object (HttpRequest)} of the request that a hop sends. */
  static MethodHandle newRequest() throws ReflectiveOperationException {
    var type = find("HttpRequestImpl");
    var constructor = type.getConstructor(HttpRequest.class, ProxySelector.class);
    constructor.setAccessible(true);
    return MethodHandles.insertArguments(
            MethodHandles.lookup().unreflectConstructor(constructor), 1, (Object) null)
        .asType(methodType(Object.class, HttpRequest.class));
  }

  /** An exchange that was cancelled, so that it ends where it would look for a connection. */
  static Object cancelledExchange(HttpRequest request) throws Throwable {
    var hop = newRequest().invoke(request);
    var client = field(HttpClient.newHttpClient(), "impl");
    BodyHandler<Void> bodies = BodyHandlers.discarding();
    var call = make("MultiExchange", request, hop, client, bodies);
    var exchange = make("Exchange", hop, call);
    var cancel = exchange.getClass().getMethod("cancel", IOException.class);
    cancel.setAccessible(true);
    cancel.invoke(exchange, new IOException("cancelled"));
    return exchange;
  }

  /** The request of an exchange. */
  static Object request(Object exchange) throws ReflectiveOperationException {
    return field(exchange, "request");
  }

  /** Gives an exchange its request: {@code void (Object, Object)}. */
  static MethodHandle setRequest() throws ReflectiveOperationException {
    var field = find("Exchange").getDeclaredField("request");
    field.setAccessible(true);
    return MethodHandles.lookup()
        .unreflectSetter(field)
        .asType(methodType(void.class, Object.class, Object.class));
  }

  /** The woven method: {@code Object (Object)}. */
  static MethodHandle responseAsync() throws ReflectiveOperationException {
    var method = find("Exchange").getMethod("responseAsync");
    method.setAccessible(true);
    return MethodHandles.lookup().unreflect(method).asType(methodType(Object.class, Object.class));
  }

  /** The headers that the client adds to a request that an exchange sends. */
  @SuppressWarnings("unchecked")
  static Map<String, List<String>> systemHeaders(Object request)
      throws ReflectiveOperationException {
    var getBuilder = request.getClass().getDeclaredMethod("getSystemHeadersBuilder");
    getBuilder.setAccessible(true);
    var builder = getBuilder.invoke(request);
    var getMap = builder.getClass().getMethod("map");
    getMap.setAccessible(true);
    return (Map<String, List<String>>) getMap.invoke(builder);
  }

  private static Class<?> find(String name) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name);
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    var field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  /** Calls the shortest constructor; what is not given for a parameter's type is null. */
  private static Object make(String type, Object... given) throws ReflectiveOperationException {
    var constructor =
        Stream.of(find(type).getDeclaredConstructors())
            .min(Comparator.<Constructor<?>>comparingInt(Constructor::getParameterCount))
            .orElseThrow();
    constructor.setAccessible(true);
    return constructor.newInstance(Arrays.copyOf(given, constructor.getParameterCount()));
  }
}
