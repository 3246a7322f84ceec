package dev.cloudrunauth.client.okhttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import dev.cloudrunauth.instrumentation.SentTokens;
import org.jspecify.annotations.Nullable;

/**
 * Where a codec is about to write the head of a request. The request that it writes is replaced by
 * a copy with the header; the copy lives in that method alone, so that interceptors, listeners, the
 * response and a redirect never see it.
 *
 * <p>OkHttp calls on a thread that may block: the caller's own, or its dispatcher's.
 */
final class RequestHop extends Adapter {

  RequestHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * The request that is written in place of the one given.
   *
   * @param request an {@code okhttp3.Request}
   * @param codec what is about to write it
   * @return the request itself, or a copy with the token
   */
  @Override
  protected Object call(Object request, @Nullable Object codec) throws Throwable {
    var requests = Requests.of(request.getClass());
    if (!authorizer.mayAuthorize(requests.host(request))) {
      authorizer.sentUnchanged();
      return request;
    }
    var hop = new WrittenRequest(requests, request, codec);
    authorizer.authorize(hop);
    SentTokens.note(request, hop.token());
    return hop.written();
  }

  @Override
  protected Exception failure(RequestFailure failure) {
    return WrittenRequest.notToBeRetried(failure);
  }
}
