package dev.cloudrunauth.client.okhttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import dev.cloudrunauth.instrumentation.SentTokens;
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
      var request = responses.request(response);
      authorizer.received(
          new IncomingResponse(
              status,
              name -> responses.headers(response, name),
              new WrittenRequest(Requests.of(request.getClass()), request, null),
              SentTokens.sentWith(request)));
    }
    return null;
  }
}
