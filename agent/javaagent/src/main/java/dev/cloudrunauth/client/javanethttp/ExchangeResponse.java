package dev.cloudrunauth.client.javanethttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import dev.cloudrunauth.instrumentation.OutgoingRequest;
import java.util.List;
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
    private final SystemHeaders request;

    Hop(int status, Object response, ResponseInternals responses, ExchangeInternals exchanges)
        throws Throwable {
      this.status = status;
      this.response = response;
      this.responses = responses;
      this.request = new SystemHeaders(exchanges, responses.request(response));
    }

    @Override
    public int status() {
      return status;
    }

    @Override
    public List<String> headers(String name) throws Throwable {
      return responses.headers(response).allValues(name);
    }

    @Override
    public OutgoingRequest request() {
      return request;
    }

    /** The engine may have a newer one. */
    @Override
    public @Nullable String sentByAgent() throws Throwable {
      return request.token();
    }
  }
}
