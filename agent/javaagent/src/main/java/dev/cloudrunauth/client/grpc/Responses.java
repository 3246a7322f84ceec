package dev.cloudrunauth.client.grpc;

import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import dev.cloudrunauth.instrumentation.Pending;
import org.jspecify.annotations.Nullable;

/** Has the responses looked at that refuse an attempt. Threads share it. */
final class Responses {

  private final Authorizer authorizer;
  private final Pending<AnsweredCall> sent;

  Responses(Authorizer authorizer, Pending<AnsweredCall> sent) {
    this.authorizer = authorizer;
    this.sent = sent;
  }

  /** An attempt went well, or has failed in another way. */
  void forget(States states, Object state) throws Throwable {
    var session = states.session(state);
    var host = session == null ? null : session.getPeerHost();
    if (host != null && authorizer.mayAuthorize(host)) {
      var unused = sent.take(state);
    }
  }

  /**
   * Has a response looked at.
   *
   * @param status its status in HTTP, or the one that is closest to its status in gRPC
   * @param grpcStatus its status in gRPC, or {@code null} if it is none of gRPC's
   * @param metadata what was received
   */
  void look(States states, Object state, int status, @Nullable String grpcStatus, Object metadata)
      throws Throwable {
    var call = sent.take(state);
    var answered = call == null ? states.api().passed(state) : call;
    if (answered == null) {
      return;
    }
    var api = Api.of(metadata.getClass());
    IncomingResponse.Headers headers = name -> api.values(metadata, api.key(name));
    var response = new IncomingResponse(status, headers, answered, answered.token());
    authorizer.received(grpcStatus == null ? response : response.ofGrpc(grpcStatus));
  }
}
