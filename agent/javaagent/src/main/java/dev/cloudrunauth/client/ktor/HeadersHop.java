package dev.cloudrunauth.client.ktor;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.Pending;
import dev.cloudrunauth.instrumentation.RequestFailure;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine writes the head of a hop. It is written from a copy of the request with the
 * token, which lives in that method alone. Nothing waits here.
 */
final class HeadersHop extends Adapter {

  private final Pending<VerifiedHop> hops;

  HeadersHop(Authorizer authorizer, Pending<VerifiedHop> hops) {
    super(authorizer);
    this.hops = hops;
  }

  /**
   * The request whose head is written in place of that given.
   *
   * @param request an {@code HttpRequestData}, or {@code null} where a coroutine goes on that has
   *     been suspended while it writes
   * @param unused nothing
   * @return the request itself, or a copy with the token
   */
  @Override
  protected @Nullable Object call(@Nullable Object request, @Nullable Object unused)
      throws Throwable {
    if (request == null) {
      return null;
    }
    var requests = Requests.of(request);
    var host = requests.host(request);
    if (!authorizer.mayAuthorize(host)) {
      authorizer.sentUnchanged();
      return request;
    }
    var hop = hops.get(request);
    if (hop == null) {
      if (requests.scheme(request).equals("https")) {
        authorizer.sentUnverified(host);
      } else {
        authorizer.sentUnchanged();
      }
      return request;
    }
    var written = new WrittenRequest(request);
    try {
      authorizer.authorizeAtOnce(written);
    } catch (RequestFailure late) {
      authorizer.sentUnchanged();
    }
    hop.send(written.token());
    return written.written();
  }
}
