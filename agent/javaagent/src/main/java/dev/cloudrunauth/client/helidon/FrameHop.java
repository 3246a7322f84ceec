package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a connection of HTTP/2 encodes the head of a request, or of a server's response. */
final class FrameHop extends Adapter {

  FrameHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * What is encoded.
   *
   * @param headers an {@code Http2Headers}
   * @param writer the {@code Http2ConnectionWriter}
   * @return the headers themselves, or a copy with the token
   */
  @Override
  protected Object call(Object headers, @Nullable Object writer) throws Throwable {
    var request = Sending.take(headers);
    if (request == null) {
      return headers;
    }
    var streams = Streams.of(request.copy);
    var messages = request.copy.messages;
    var copy = messages.copy(streams.headersOf(headers));
    for (var name : request.removed) {
      messages.remove(copy, name);
    }
    messages.set(copy, String.valueOf(request.name()), String.valueOf(request.value()));
    return streams.copy(headers, copy);
  }
}
