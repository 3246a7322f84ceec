package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a stream has received headers: Google's front end refuses calls by a page of HTML. */
final class HeadersHop extends Adapter {

  private final Responses responses;

  HeadersHop(Authorizer authorizer, Responses responses) {
    super(authorizer);
    this.responses = responses;
  }

  /**
   * Looks at headers that are none of gRPC's.
   *
   * @param metadata the headers
   * @param state what has received them
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object metadata, @Nullable Object state) throws Throwable {
    if (state == null) {
      return null;
    }
    var states = States.of(state);
    if (states.isNoGrpc(state)) {
      int status = states.httpStatus(metadata);
      if (Authorizer.isOfInterest(status)) {
        responses.look(states, state, status, null, metadata);
      }
    }
    return null;
  }
}
