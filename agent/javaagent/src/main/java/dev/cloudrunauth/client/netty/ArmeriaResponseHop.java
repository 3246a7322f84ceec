package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import dev.cloudrunauth.instrumentation.OutgoingRequest;
import org.jspecify.annotations.Nullable;

/** Where a call of Armeria's receives the head of its response. */
final class ArmeriaResponseHop extends Adapter {

  ArmeriaResponseHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Looks at a response.
   *
   * @param headers its {@code ResponseHeaders}
   * @param wrapper the {@code HttpResponseWrapper} of the call
   * @return the headers themselves
   */
  @Override
  protected Object call(Object headers, @Nullable Object wrapper) throws Throwable {
    var heads = ArmeriaHeads.of(headers);
    int status = heads.status(headers);
    if (wrapper != null && Authorizer.isOfInterest(status)) {
      look(status, name -> heads.values(headers, name), wrapper);
    }
    return headers;
  }

  private void look(int status, IncomingResponse.Headers headers, Object wrapper) throws Throwable {
    var responses = ArmeriaResponses.of(wrapper);
    var handler = responses.handler(wrapper);
    if (handler == null) {
      lookAtHandshake(status, headers, wrapper);
      return;
    }
    var connection = connection(responses.channel(handler));
    var hop = connection.hop(responses.number(handler));
    OutgoingRequest request = hop;
    if (request == null) {
      if (!responses.isHttp2(handler)) {
        // Netty's codec has looked at it.
        return;
      }
      var own = responses.requestHeaders(wrapper);
      var heads = ArmeriaHeads.of(own);
      request = new AnsweredRequest(connection, name -> heads.requestValues(own, name));
    }
    authorizer.received(
        new IncomingResponse(status, headers, request, hop == null ? null : hop.token()));
  }

  private void lookAtHandshake(int status, IncomingResponse.Headers headers, Object wrapper)
      throws Throwable {
    if (!ArmeriaResponses.isOfSocket(wrapper)) {
      return;
    }
    var channel = ArmeriaResponses.of(wrapper).socketChannel(wrapper);
    var hop = connection(channel).lastHop();
    if (hop != null) {
      authorizer.received(new IncomingResponse(status, headers, hop, hop.token()));
    }
  }

  private static Connection connection(Object channel) throws Throwable {
    return Connection.of(Netty.of(channel.getClass()), channel);
  }
}
