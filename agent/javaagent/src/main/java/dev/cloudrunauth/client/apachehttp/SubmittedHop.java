package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where an asynchronous connection has written the head of a request, or has failed to. */
final class SubmittedHop extends Adapter {

  SubmittedHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Ends what {@link SubmitHop} has begun.
   *
   * @param request the request
   * @param connection what has sent it
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object request, @Nullable Object connection) {
    if (Heads.endUnwritten(request)) {
      AsyncTokens.forget(request);
    }
    return null;
  }
}
