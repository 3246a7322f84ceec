package dev.cloudrunauth.client.helidon;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import dev.cloudrunauth.instrumentation.SentTokens;
import org.jspecify.annotations.Nullable;

/** Where a stream of HTTP/2 is about to write the head of its request, before it has a number. */
final class StreamHop extends Adapter {

  StreamHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Authorizes a request.
   *
   * @param headers its {@code Http2Headers}
   * @param stream the {@code Http2ClientStream}
   * @return the headers themselves
   */
  @Override
  protected Object call(Object headers, @Nullable Object stream) throws Throwable {
    if (stream == null) {
      return headers;
    }
    var streams = Streams.of(stream);
    var connection = streams.connection(stream);
    var connections = streams.copy.connections;
    if (!connections.isTcp(connection) || !authorizer.mayAuthorize(connections.host(connection))) {
      authorizer.sentUnchanged();
      return headers;
    }
    var request =
        new HeadRequest(
            streams.copy,
            connection,
            streams.headersOf(headers),
            streams.authority(headers),
            streams.timeoutMillis(stream));
    Authorities.note(stream, streams.authority(headers));
    authorizer.authorize(request);
    SentTokens.note(stream, request.value());
    if (request.value() != null) {
      Sending.begin(headers, request);
    }
    return headers;
  }

  @Override
  protected Exception failure(RequestFailure failure) {
    return HeadersHop.unchecked(failure);
  }
}
