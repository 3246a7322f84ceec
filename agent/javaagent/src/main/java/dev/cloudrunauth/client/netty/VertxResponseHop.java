package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import org.jspecify.annotations.Nullable;

/** Where a stream of Vert.x receives the head of a response. */
final class VertxResponseHop extends Adapter {

  VertxResponseHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Looks at a response.
   *
   * @param headers those of the response, with its status
   * @param stream its stream
   * @return the headers themselves
   */
  @Override
  protected Object call(Object headers, @Nullable Object stream) throws Throwable {
    var own = VertxHeaders.of(headers);
    int status = own.status(headers);
    if (stream != null && Authorizer.isOfInterest(status)) {
      look(status, name -> own.values(headers, name), stream);
    }
    return headers;
  }

  private void look(int status, IncomingResponse.Headers headers, Object stream) throws Throwable {
    var hop = VertxHop.of(stream);
    if (hop != null) {
      authorizer.received(new IncomingResponse(status, headers, hop, hop.token()));
      return;
    }
    var context = VertxStreams.of(stream).context(stream);
    var connection = Netty.of(context.getClass()).attributes.connectionOf(context);
    var head = connection == null ? null : connection.passedBy(stream);
    if (connection != null && head != null) {
      var answered =
          new AnsweredRequest(connection, name -> VertxHeads.of(head).values(head, name));
      authorizer.received(new IncomingResponse(status, headers, answered, null));
    }
  }
}
