package dev.cloudrunauth.client.ktor;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import dev.cloudrunauth.instrumentation.Pending;
import org.jspecify.annotations.Nullable;

/** Where the engine has read the head of a response. */
final class ResponseHop extends Adapter {

  private final Pending<VerifiedHop> hops;

  ResponseHop(Authorizer authorizer, Pending<VerifiedHop> hops) {
    super(authorizer);
    this.hops = hops;
  }

  /**
   * Looks at a response.
   *
   * @param returned an {@code HttpResponseData}, or that the coroutine is suspended
   * @param reader the coroutine that reads it
   * @return what was returned
   */
  @Override
  protected Object call(Object returned, @Nullable Object reader) throws Throwable {
    if (reader == null) {
      return returned;
    }
    var responses = Responses.of(reader);
    if (!responses.isResponse(returned)) {
      return returned;
    }
    int status = responses.status(returned);
    var request = responses.request(reader);
    var hop =
        authorizer.mayAuthorize(Requests.of(request).host(request)) ? hops.take(request) : null;
    if (Authorizer.isOfInterest(status)) {
      authorizer.received(
          new IncomingResponse(
              status,
              name -> responses.headers(returned, name),
              new KtorRequest(request),
              hop == null ? null : hop.token()));
    }
    return returned;
  }
}
