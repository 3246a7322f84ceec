package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.SentTokens;
import org.jspecify.annotations.Nullable;

/** Where a connection has sent the head of a request, or has failed to. */
final class SentHop extends Adapter {

  SentHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Ends what {@link RequestHop} has begun.
   *
   * @param request the request
   * @param connection what has sent it
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object request, @Nullable Object connection) {
    if (Heads.endUnwritten(request) && connection != null) {
      SentTokens.note(connection, null);
    }
    return null;
  }
}
