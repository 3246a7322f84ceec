package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a connection has written the headers of a request, or has failed to. */
final class HeadersEndHop extends Adapter {

  HeadersEndHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Ends what {@link HeadersHop} has begun.
   *
   * @param exchange an {@code HttpExchange}
   * @param sender an {@code HttpSender}
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object exchange, @Nullable Object sender) throws Throwable {
    var writing = Writing.current();
    if (writing == null || sender == null || !writing.hop().isSentBy(sender)) {
      return null;
    }
    writing.end();
    if (!writing.isTaken() && writing.hop().cancelled() == null) {
      throw new IllegalStateException(
          "a request has not reached TLS as its client has written it, and has no ID token");
    }
    return null;
  }
}
