package dev.cloudrunauth.client.javanethttp;

import static java.lang.invoke.MethodType.methodType;

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
    var lookup = exchanges.lookup();
    var response = ExchangeInternals.find(lookup.lookupClass(), "Response");
    statusCode =
        lookup
            .findVirtual(response, "statusCode", methodType(int.class))
            .asType(methodType(int.class, Object.class));
    headers =
        lookup
            .findVirtual(response, "headers", methodType(HttpHeaders.class))
            .asType(methodType(HttpHeaders.class, Object.class));
    request =
        lookup
            .findVirtual(
                response,
                "request",
                methodType(ExchangeInternals.find(lookup.lookupClass(), "HttpRequestImpl")))
            .asType(methodType(HttpRequest.class, Object.class));
  }

  int statusCode(Object response) throws Throwable {
    return (int) statusCode.invokeExact(response);
  }

  HttpHeaders headers(Object response) throws Throwable {
    return (HttpHeaders) headers.invokeExact(response);
  }

  /** The request of the hop that this is the answer to. */
  HttpRequest request(Object response) throws Throwable {
    return (HttpRequest) request.invokeExact(response);
  }
}
