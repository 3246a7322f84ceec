package dev.cloudrunauth.client.javanethttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.HeaderChoice;
import dev.cloudrunauth.instrumentation.RemovedSignature;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where the client asks for the headers that the application has set, to write them. It drops a
 * system header of the same name then, so that a token could not replace a header {@linkplain
 * RemovedSignature without a signature}: that one is left out. The application's own view of its
 * request stays as it is.
 */
final class UserHeaders extends Adapter {

  /** Most applications never have such a header, and pay for no more than this look. */
  private static volatile boolean replaces;

  private final Internals internals;

  UserHeaders(Authorizer authorizer, Internals internals) {
    super(authorizer);
    this.internals = internals;
  }

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
  protected Object call(Object headers, @Nullable Object request) throws Throwable {
    return replaces && request != null
        ? written((HttpHeaders) headers, (HttpRequest) request)
        : headers;
  }

  private HttpHeaders written(HttpHeaders headers, HttpRequest request) throws Throwable {
    var own = headers.map();
    boolean hasRemoved =
        RemovedSignature.areAll(own.get(HeaderChoice.STANDARD))
            || RemovedSignature.areAll(own.get(HeaderChoice.SERVERLESS));
    if (!hasRemoved || !internals.exchanges(request).hasToken(request)) {
      return headers;
    }
    return HttpHeaders.of(
        own, (name, value) -> !HeaderChoice.isCredential(name) || !RemovedSignature.isIn(value));
  }
}
