package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a stream has received the last of its response, which may be all of it. */
final class TrailersHop extends Adapter {

  private static final int PERMISSION_DENIED = 7;
  private static final int UNAUTHENTICATED = 16;
  private static final int FORBIDDEN = 403;
  private static final int UNAUTHORIZED = 401;

  private final Responses responses;

  TrailersHop(Authorizer authorizer, Responses responses) {
    super(authorizer);
    this.responses = responses;
  }

  /**
   * Looks at a status.
   *
   * @param metadata the trailers
   * @param state what has received them
   * @return the trailers themselves
   */
  @Override
  protected Object call(Object metadata, @Nullable Object state) throws Throwable {
    if (state == null) {
      return metadata;
    }
    var states = States.of(state);
    if (states.isNoGrpc(state)) {
      // What is behind a response that was looked at.
      return metadata;
    }
    int grpcStatus = states.grpcStatus(metadata);
    int status = grpcStatus < 0 && !states.hasHeaders(state) ? states.httpStatus(metadata) : 0;
    if (grpcStatus == PERMISSION_DENIED) {
      responses.look(states, state, FORBIDDEN, "PERMISSION_DENIED", metadata);
    } else if (grpcStatus == UNAUTHENTICATED) {
      responses.look(states, state, UNAUTHORIZED, "UNAUTHENTICATED", metadata);
    } else if (Authorizer.isOfInterest(status)) {
      responses.look(states, state, status, null, metadata);
    } else {
      responses.forget(states, state);
    }
    return metadata;
  }
}
