package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import dev.cloudrunauth.instrumentation.SentTokens;
import org.jspecify.annotations.Nullable;

/** The response of a hop, below the services of the application and below redirects. */
final class ResponseHop extends Adapter {

  ResponseHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Looks at a response.
   *
   * @param response a {@code WebClientServiceResponse}
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object response, @Nullable Object unused) throws Throwable {
    var responses = Responses.of(response);
    int status = responses.status(response);
    if (Authorizer.isOfInterest(status)) {
      var request = responses.request(response);
      // HTTP/2 has a stream for each hop, and HTTP/1.1 the headers of its request.
      var connection = responses.connection(response);
      var byStream = SentTokens.sentWith(connection);
      authorizer.received(
          new IncomingResponse(
              status,
              name -> responses.headers(response, name),
              new SentRequest(responses, request, Authorities.of(connection)),
              byStream == null ? SentTokens.sentWith(responses.headersOf(request)) : byStream));
    }
    return null;
  }
}
