package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where the fields of an HTTP/2 stream are made of its request, which is complete now. */
final class StreamHead extends Adapter {

  StreamHead(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Authorizes a request.
   *
   * @param request an {@code HttpRequest}
   * @param converter what makes fields of it
   * @return the request itself, or a copy without a token whose signature was removed
   */
  @Override
  protected Object call(Object request, @Nullable Object converter) throws Throwable {
    var stream = Streams.ofThread();
    if (stream == null) {
      return request;
    }
    var core = (HttpCore5) HttpCore.of(stream.handler().getClass());
    var session = StreamHandlers.of(stream.handler().getClass()).session(stream.handler());
    // The converter has the reverse under the same name.
    if (session == null
        || !core.isRequest(request)
        || core.method(request).equals(RequestHop.CONNECT)) {
      return request;
    }
    var hop = new StreamRequest(core, request, session, stream);
    authorizer.authorizeAtOnce(hop);
    AsyncTokens.note(request, hop.token());
    var copy = hop.copy();
    return copy == null ? request : copy;
  }
}
