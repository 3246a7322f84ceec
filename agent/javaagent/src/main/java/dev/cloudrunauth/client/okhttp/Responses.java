package dev.cloudrunauth.client.okhttp;

import static dev.cloudrunauth.client.okhttp.Requests.handle;

import dev.cloudrunauth.instrumentation.Handles;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * The few methods of {@code okhttp3.Response} that the agent calls, the same from 3.0 to 5.x. As
 * with {@link Requests}, there is one of these for each copy of OkHttp, and it goes when the
 * classes of that copy go.
 */
final class Responses {

  private static final ClassValue<Responses> BY_RESPONSE = Handles.byClass(Responses::new);

  private final MethodHandle code;
  private final MethodHandle request;
  private final MethodHandle headers;

  private Responses(Class<?> response) throws ReflectiveOperationException {
    code = handle(response.getMethod("code"));
    request = handle(response.getMethod("request"));
    headers = handle(response.getMethod("headers", String.class));
  }

  /**
   * The methods of one copy of OkHttp.
   *
   * @param response its {@code Response} class
   * @throws IllegalStateException if it is not as every OkHttp from 3.0 on
   */
  static Responses of(Class<?> response) {
    return BY_RESPONSE.get(response);
  }

  int code(Object response) throws Throwable {
    return (int) code.invokeExact(response);
  }

  Object request(Object response) throws Throwable {
    return (Object) request.invokeExact(response);
  }

  /** All values of a header, in the order of their lines. */
  @SuppressWarnings("unchecked")
  List<String> headers(Object response, String name) throws Throwable {
    return (List<String>) (List<?>) (List) headers.invokeExact(response, name);
  }
}
