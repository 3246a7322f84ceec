package dev.cloudrunauth.client.ktor;

import org.jspecify.annotations.Nullable;

/** A request whose head is about to be written, and the copy that is written in its place. */
final class WrittenRequest extends KtorRequest {

  private final Heads heads;
  private @Nullable Object headers;
  private @Nullable String token;

  WrittenRequest(Object request) {
    super(request);
    heads = Heads.of(request);
  }

  @Override
  public void setHeader(String name, String value) throws Throwable {
    heads.append(headers(), name, value);
    token = value;
  }

  @Override
  public void removeHeader(String name) throws Throwable {
    if (isOfBody(name)) {
      throw new IllegalStateException(name + " comes with the body");
    }
    heads.remove(headers(), name);
  }

  private Object headers() throws Throwable {
    if (headers == null) {
      headers = heads.newHeaders(request);
    }
    return headers;
  }

  /** The header value that the agent has set, or {@code null} if it has set none. */
  @Nullable String token() {
    return token;
  }

  /** The request itself, or a copy with what was set. */
  Object written() throws Throwable {
    return headers == null ? request : heads.copy(request, headers);
  }
}
