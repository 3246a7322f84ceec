package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one copy of HttpCore, on which both generations of Apache HttpClient are built.
 * Applications have messages of their own classes, and so all is called by the interfaces.
 *
 * <p>Immutable. It refers to the classes of that copy, and only a {@link ClassValue} of their own
 * refers to it, so that it goes when they go.
 */
abstract class HttpCore {

  private static final ClassValue<HttpCore> BY_CLASS = Handles.byClass(HttpCore::find);

  private final String root;
  private final @Nullable ClassLoader loader;
  private final Class<?> request;
  private final MethodHandle firstHeader;
  private final MethodHandle headerIterator;
  private final MethodHandle headerName;
  private final MethodHandle headerValue;
  private final MethodHandle setHeaders;
  private final MethodHandle removeHeaders;

  /**
   * The part that both generations have.
   *
   * @param own a class of the copy
   * @param root the package of its messages, with the dot
   */
  HttpCore(Class<?> own, String root) throws ReflectiveOperationException {
    this.root = root;
    loader = own.getClassLoader();
    var message = type("HttpMessage");
    request = type("HttpRequest");
    var getHeaders = message.getMethod("getHeaders", String.class);
    firstHeader = handle(message.getMethod("getFirstHeader", String.class));
    headerIterator =
        handle(message.getMethod("headerIterator", String.class))
            .asType(MethodType.methodType(Iterator.class, Object.class, String.class));
    headerName = handle(type("Header").getMethod("getName"));
    headerValue = handle(type("Header").getMethod("getValue"));
    setHeaders = handle(message.getMethod("setHeaders", getHeaders.getReturnType()));
    // Generation 5 says whether there were any.
    removeHeaders =
        handle(message.getMethod("removeHeaders", String.class))
            .asType(MethodType.methodType(void.class, Object.class, String.class));
  }

  /**
   * The copy that a class belongs to, or one of its superclasses.
   *
   * @param user a class of HttpCore, or one that extends it
   * @throws IllegalStateException if it is none that the agent knows
   */
  static HttpCore of(Class<?> user) {
    return BY_CLASS.get(user);
  }

  private static HttpCore find(Class<?> user) throws ReflectiveOperationException {
    for (Class<?> type = user; type != null; type = type.getSuperclass()) {
      var name = type.getName();
      int at = name.indexOf(HttpCore5.ROOT);
      if (at >= 0) {
        return new HttpCore5(type, name.substring(0, at + HttpCore5.ROOT.length()) + "http.");
      }
      at = name.indexOf(HttpCore4.ROOT);
      if (at >= 0) {
        return new HttpCore4(type, name.substring(0, at + HttpCore4.ROOT.length()));
      }
    }
    throw new ClassNotFoundException("no class of HttpCore: " + user);
  }

  /** A class of the copy, by its name in the package of messages. */
  final Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(root.concat(name), false, loader);
  }

  /**
   * The handle of a public method of an interface. It is made from the reflected method, for the
   * reason that {@code okhttp/Requests} gives.
   */
  static MethodHandle handle(Method method) throws IllegalAccessException {
    return Handles.erased(MethodHandles.publicLookup().unreflect(method).asFixedArity());
  }

  /** One handle for two steps. */
  static MethodHandle then(Method first, Method second) throws IllegalAccessException {
    return MethodHandles.filterReturnValue(handle(first), handle(second));
  }

  /** The handle of {@link #method(Object)}. */
  abstract MethodHandle method();

  /** The method of a request. */
  final String method(Object request) throws Throwable {
    return (String) method().invokeExact(request);
  }

  /** What a request's first line names: for CONNECT, the host and the port of the target. */
  abstract String uri(Object request) throws Throwable;

  final boolean isRequest(Object message) {
    return request.isInstance(message);
  }

  /** The status of a response. */
  abstract int status(Object response) throws Throwable;

  /**
   * A request that is written as another one is.
   *
   * @param request the other one, with all its headers
   */
  abstract Object copy(Object request) throws Throwable;

  /** Adds a header to a copy. */
  abstract void add(Object copy, String name, String value) throws Throwable;

  /** Removes a header from a copy. */
  final void remove(Object copy, String name) throws Throwable {
    removeHeaders.invokeExact(copy, name);
  }

  /** Sets the headers of a copy. */
  final void setHeaders(Object copy, Object all) throws Throwable {
    setHeaders.invokeExact(copy, all);
  }

  final String headerName(Object header) throws Throwable {
    return (String) headerName.invokeExact(header);
  }

  final String headerValue(Object header) throws Throwable {
    return (String) headerValue.invokeExact(header);
  }

  /** All values of a header, in the order of their lines. */
  final List<String> values(Object message, String name) throws Throwable {
    // Mostly there is none, which allocates nothing, or one.
    if ((Object) firstHeader.invokeExact(message, name) == null) {
      return List.of();
    }
    var found = (Iterator<?>) headerIterator.invokeExact(message, name);
    var first = headerValue(found.next());
    return found.hasNext() ? values(first, found) : Collections.singletonList(first);
  }

  private List<String> values(String first, Iterator<?> others) throws Throwable {
    List<String> values = new ArrayList<>();
    values.add(first);
    while (others.hasNext()) {
      values.add(headerValue(others.next()));
    }
    return values;
  }
}
