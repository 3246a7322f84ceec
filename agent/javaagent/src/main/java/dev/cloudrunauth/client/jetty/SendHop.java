package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection is about to send a request, on whatever thread there is, which must not block.
 * A request that has to wait for its token is parked here, and sent again by a thread of the
 * client's.
 */
final class SendHop extends Adapter {

  /** What is lost where this cannot be woven. */
  static final String LOSS =
      "its requests do not wait for a token: the first ones are sent without";

  private final Jetty jetty;

  SendHop(Authorizer authorizer, Jetty jetty) {
    super(authorizer);
    this.jetty = jetty;
  }

  /**
   * Decides whether a request has to wait.
   *
   * @param exchange an {@code HttpExchange}
   * @param sender an {@code HttpSender}
   * @return {@code null} if it need not
   */
  @Override
  protected @Nullable Object call(Object exchange, @Nullable Object sender) throws Throwable {
    if (sender == null) {
      return null;
    }
    var hop = HeadersHop.hop(authorizer, jetty, exchange, sender, true);
    if (hop == null || !hop.park()) {
      return null;
    }
    Consumer<Object[]> nothing = arguments -> {};
    return nothing;
  }
}
