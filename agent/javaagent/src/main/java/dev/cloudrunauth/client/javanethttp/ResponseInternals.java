package dev.cloudrunauth.client.javanethttp;

import java.lang.invoke.MethodHandle;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;

/**
 * What the agent reads of {@code jdk.internal.net.http.Response}: the same from Java 11 to 27.
 * Immutable.
 */
final class ResponseInternals {

  private final MethodHandle statusCode;
  private final MethodHandle headers;
  private final MethodHandle request;

  /**
   * Finds them.
   *
   * @param exchanges whose rights are needed
   * @throws ReflectiveOperationException if this JDK is not as those that the agent knows
   */
  ResponseInternals(ExchangeInternals exchanges) throws ReflectiveOperationException {
    var handles = exchanges.handles();
    var response = handles.type("Response");
    statusCode = handles.method(response, "statusCode", int.class);
    headers = handles.method(response, "headers", HttpHeaders.class);
    request = handles.method(response, "request", handles.type("HttpRequestImpl"));
  }

  int statusCode(Object response) throws Throwable {
    return (int) statusCode.invokeExact(response);
  }

  HttpHeaders headers(Object response) throws Throwable {
    return (HttpHeaders) headers.invokeExact(response);
  }

  /** The request of the hop that this is the answer to. */
  HttpRequest request(Object response) throws Throwable {
    return (HttpRequest) (Object) request.invokeExact(response);
  }
}
