package dev.cloudrunauth.client.ktor;

import dev.cloudrunauth.instrumentation.OutgoingRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as the application has made it. */
class KtorRequest implements OutgoingRequest {

  final Object request;
  private final Requests requests;

  /**
   * A request.
   *
   * @param request an {@code HttpRequestData}
   */
  KtorRequest(Object request) {
    this.request = request;
    this.requests = Requests.of(request);
  }

  @Override
  public final String scheme() throws Throwable {
    return requests.scheme(request);
  }

  @Override
  public final String host() throws Throwable {
    return requests.host(request);
  }

  @Override
  public final int port() throws Throwable {
    return requests.port(request);
  }

  @Override
  public final @Nullable List<String> headers(String name) throws Throwable {
    return requests.values(request, name);
  }

  /** Whether a header comes with the body, so that no copy of the request is without it. */
  final boolean isOfBody(String name) throws Throwable {
    return requests.ofBody(request, name) != null;
  }

  @Override
  public void setHeader(String name, String value) throws Throwable {
    throw new IllegalStateException("its head is not written here");
  }

  @Override
  public void removeHeader(String name) throws Throwable {
    throw new IllegalStateException("its head is not written here");
  }
}
