package dev.cloudrunauth.client;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.function.BiFunction;

/**
 * {@code java.net.http.HttpClient}, where it asks for the headers that the application has set, to
 * write them. It drops a system header of the same name then, so that a token could not replace a
 * header {@linkplain RemovedSignature without a signature}: that one is left out. The application's
 * own view of its request stays as it is.
 */
public final class JavaNetHttpUserHeaders implements BiFunction<Object, Object, Object> {

  /** Most applications never have such a header, and pay for no more than this look. */
  private static volatile boolean replaces;

  /** An adapter. */
  public JavaNetHttpUserHeaders() {}

  /** From now on such headers are looked for: a request has one, and a token too. */
  static void replaceRemovedSignatures() {
    replaces = true;
  }

  /**
   * The headers that are written.
   *
   * @param headers the application's {@link HttpHeaders}
   * @param request a {@code jdk.internal.net.http.HttpRequestImpl}
   * @return these headers, or a copy without those that a token replaces
   */
  @Override
  public Object apply(Object headers, Object request) {
    if (!replaces) {
      return headers;
    }
    try {
      return written((HttpHeaders) headers, (HttpRequest) request);
    } catch (Throwable fault) {
      Faults.log("java-net-http", fault);
      return headers;
    }
  }

  private static HttpHeaders written(HttpHeaders headers, HttpRequest request) throws Throwable {
    var internals = ExchangeInternals.known();
    var own = headers.map();
    boolean hasRemoved =
        RemovedSignature.areAll(own.get(HeaderChoice.STANDARD))
            || RemovedSignature.areAll(own.get(HeaderChoice.SERVERLESS));
    if (internals == null || !hasRemoved || !internals.hasToken(request)) {
      return headers;
    }
    return HttpHeaders.of(
        own, (name, value) -> !HeaderChoice.isCredential(name) || !RemovedSignature.isIn(value));
  }
}
