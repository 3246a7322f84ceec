package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.Supplier;

/** The headers of requests and responses in one copy of Helidon. Immutable. */
final class Messages {

  private static final Supplier<List<String>> NONE = List::of;

  private final MethodHandle all;
  private final MethodHandle copy;
  private final MethodHandle copyOfRequest;
  private final MethodHandle remove;
  private final MethodHandle set;

  Messages(Types types) throws ReflectiveOperationException {
    var headers = types.type("http.Headers");
    var writable = types.type("http.WritableHeaders");
    var name = types.type("http.HeaderName");
    var header = types.type("http.Header");
    var nameOf = Types.handle(types.type("http.HeaderNames").getMethod("create", String.class));
    all =
        MethodHandles.filterArguments(
            Types.handle(headers.getMethod("all", name, Supplier.class)), 1, nameOf);
    copy = Types.handle(writable.getMethod("create", headers));
    copyOfRequest =
        Handles.then(
            copy,
            Types.handle(types.type("http.ClientRequestHeaders").getMethod("create", writable)));
    remove =
        MethodHandles.filterArguments(Types.handle(writable.getMethod("remove", name)), 1, nameOf);
    set =
        MethodHandles.collectArguments(
            Types.handle(writable.getMethod("set", header)),
            1,
            Types.handle(
                types.type("http.HeaderValues").getMethod("create", String.class, String.class)));
  }

  /** All values of a header, in the order of their lines. */
  @SuppressWarnings("unchecked")
  List<String> values(Object headers, String name) throws Throwable {
    return (List<String>) (List<?>) (List) all.invokeExact(headers, name, NONE);
  }

  /** A copy that may be changed. */
  Object copy(Object headers) throws Throwable {
    return (Object) copy.invokeExact(headers);
  }

  /** The same, for a request of HTTP/1.1. */
  Object copyOfRequest(Object headers) throws Throwable {
    return (Object) copyOfRequest.invokeExact(headers);
  }

  void remove(Object headers, String name) throws Throwable {
    var unused = (Object) remove.invokeExact(headers, name);
  }

  void set(Object headers, String name, String value) throws Throwable {
    var unused = (Object) set.invokeExact(headers, name, value);
  }
}
