package dev.cloudrunauth.client.javanethttp;

import dev.cloudrunauth.instrumentation.HeaderChoice;
import dev.cloudrunauth.instrumentation.OutgoingRequest;
import dev.cloudrunauth.instrumentation.RemovedSignature;
import java.net.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request of a hop. The token becomes one of its system headers. Those belong to this hop
 * alone: the application does not see them, and a redirect does not copy them.
 */
class SystemHeaders implements OutgoingRequest {

  final ExchangeInternals internals;
  private final HttpRequest request;

  SystemHeaders(ExchangeInternals internals, HttpRequest request) {
    this.internals = internals;
    this.request = request;
  }

  @Override
  public @Nullable String scheme() {
    return request.uri().getScheme();
  }

  @Override
  public @Nullable String host() {
    return request.uri().getHost();
  }

  @Override
  public int port() {
    return request.uri().getPort();
  }

  /** An {@code Authenticator} sets a system header, and so does the agent. */
  @Override
  public @Nullable List<String> headers(String name) throws Throwable {
    var own = request.headers().map().get(name);
    if (!HeaderChoice.isCredential(name) || RemovedSignature.isOther(own)) {
      return own;
    }
    var system = internals.systemHeaders(request);
    var values = system.get(name);
    return values == null || values.isEmpty() || values.get(0).equals(token()) ? own : values;
  }

  /** The header value that the agent has set, or {@code null} if it has set none. */
  final @Nullable String token() throws Throwable {
    return ExchangeInternals.sentToken(internals.systemHeaders(request));
  }

  @Override
  public void setHeader(String name, String value) throws Throwable {
    internals.setSystemHeader(request, name, value);
  }

  /** {@link UserHeaders} leaves it out, because it is a token whose signature was removed. */
  @Override
  public void removeHeader(String name) {
    UserHeaders.replaceRemovedSignatures();
  }

  @Override
  public void removeToken() throws Throwable {
    var system = internals.systemHeaders(request);
    if (ExchangeInternals.sentToken(system) != null) {
      system.remove(HeaderChoice.SERVERLESS);
      if (ExchangeInternals.sentToken(system) != null) {
        system.remove(HeaderChoice.STANDARD);
      }
    }
  }
}
