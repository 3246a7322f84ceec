package dev.cloudrunauth.client.javanethttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response of a hop, before the client's redirect, cookie and authentication filters see it. It
 * continues as it is.
 *
 * <p>The client calls on its selector thread too, so nothing here blocks.
 */
final class ExchangeResponse extends Adapter {

  private final Internals internals;

  ExchangeResponse(Authorizer authorizer, Internals internals) {
    super(authorizer);
    this.internals = internals;
  }

  /**
   * Looks at a response.
   *
   * @param response a {@code jdk.internal.net.http.Response}
   * @return the response itself
   */
  @Override
  protected Object call(Object response, @Nullable Object unused) throws Throwable {
    var responses = internals.responses(response);
    int status = responses.statusCode(response);
    if (Authorizer.isOfInterest(status)) {
      authorizer.received(new Hop(status, response, responses, internals.exchanges(response)));
    }
    return response;
  }

  /** What was sent is still there: system headers live as long as their hop. */
  private static final class Hop implements IncomingResponse {

    private final int status;
    private final Object response;
    private final ResponseInternals responses;
    private final HttpRequest request;
    private final Map<String, List<String>> system;

    Hop(int status, Object response, ResponseInternals responses, ExchangeInternals exchanges)
        throws Throwable {
      this.status = status;
      this.response = response;
      this.responses = responses;
      this.request = responses.request(response);
      this.system = exchanges.systemHeaders(request);
    }

    @Override
    public String scheme() {
      var scheme = request.uri().getScheme();
      return scheme == null ? "" : scheme;
    }

    @Override
    public @Nullable String host() {
      return request.uri().getHost();
    }

    @Override
    public int port() {
      return request.uri().getPort();
    }

    @Override
    public int status() {
      return status;
    }

    @Override
    public List<String> headers(String name) throws Throwable {
      return responses.headers(response).allValues(name);
    }

    /** The engine may have a newer one. */
    @Override
    public @Nullable String sentByAgent() {
      return ExchangeInternals.sentToken(system);
    }

    /** One of an {@code Authenticator}'s is a system header too. */
    @Override
    public @Nullable String sentByApplication(String name) {
      var own = ExchangeInternals.first(request.headers().map().get(name));
      if (own != null) {
        return own;
      }
      var value = ExchangeInternals.first(system.get(name));
      return value == null || value.equals(sentByAgent()) ? null : value;
    }
  }
}
