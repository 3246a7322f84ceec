package dev.cloudrunauth.client.ktor;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** The responses of one copy of Ktor, {@code HttpResponseData}. Immutable. */
final class Responses {

  private static final ClassValue<Responses> BY_READER = Handles.byClass(Responses::new);
  private static final String RESPONSE = ".client.request.HttpResponseData";

  private final Class<?> type;
  private final MethodHandle status;
  private final MethodHandle headers;
  private final MethodHandle request;

  private Responses(Class<?> reader) throws ReflectiveOperationException {
    var name = reader.getPackageName();
    var root = name.substring(0, name.indexOf(".client.engine.cio"));
    type = Class.forName(root + RESPONSE, false, reader.getClassLoader());
    var code = type.getMethod("getStatusCode");
    status =
        Handles.then(Reflected.handle(code), Reflected.method(code.getReturnType(), "getValue"));
    var all = type.getMethod("getHeaders");
    headers = Reflected.headers(Reflected.handle(all), all.getReturnType());
    request = Handles.erased(Handles.privateGetter(reader, "$request"));
  }

  /** Those of the copy that a coroutine is of which reads a response. */
  static Responses of(Object reader) {
    return BY_READER.get(reader.getClass());
  }

  /** Whether it has read one, and is not suspended. */
  boolean isResponse(Object returned) {
    return type.isInstance(returned);
  }

  int status(Object response) throws Throwable {
    return (int) status.invokeExact(response);
  }

  /** The request that is answered. */
  Object request(Object reader) throws Throwable {
    return (Object) request.invokeExact(reader);
  }

  @SuppressWarnings("unchecked")
  List<String> headers(Object response, String name) throws Throwable {
    var values = (List<String>) headers.invokeExact(response, name);
    return values == null ? List.of() : values;
  }
}
