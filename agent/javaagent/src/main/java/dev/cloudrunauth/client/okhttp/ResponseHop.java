package dev.cloudrunauth.client.okhttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import dev.cloudrunauth.instrumentation.OutgoingRequest;
import dev.cloudrunauth.instrumentation.SentTokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response of a hop, below the interceptors and whatever makes a redirect or another try of it.
 *
 * <p>Its request is the application's, without the token: {@link SentTokens} knows it.
 */
final class ResponseHop extends Adapter {

  ResponseHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Looks at a response.
   *
   * @param response an {@code okhttp3.Response}
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object response, @Nullable Object unused) throws Throwable {
    var responses = Responses.of(response.getClass());
    int status = responses.code(response);
    if (Authorizer.isOfInterest(status)) {
      authorizer.received(new Hop(status, response, responses));
    }
    return null;
  }

  private static final class Hop implements IncomingResponse {

    private final int status;
    private final Object response;
    private final Responses responses;
    private final Object request;

    Hop(int status, Object response, Responses responses) throws Throwable {
      this.status = status;
      this.response = response;
      this.responses = responses;
      request = responses.request(response);
    }

    @Override
    public int status() {
      return status;
    }

    @Override
    public List<String> headers(String name) throws Throwable {
      return responses.headers(response, name);
    }

    @Override
    public OutgoingRequest request() {
      return new WrittenRequest(Requests.of(request.getClass()), request, null);
    }

    @Override
    public @Nullable String sentByAgent() {
      return SentTokens.sentWith(request);
    }
  }
}
