package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/** Where a connection of Armeria's forgets a call, which has its response or was given up. */
final class ArmeriaEndHop extends Adapter {

  ArmeriaEndHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Forgets its hop.
   *
   * @param wrapper the {@code HttpResponseWrapper} of the call, or {@code null}
   * @return the same, which is not used
   */
  @Override
  protected @Nullable Object call(@Nullable Object wrapper, @Nullable Object decoder)
      throws Throwable {
    var handler = wrapper == null ? null : ArmeriaResponses.of(wrapper).handler(wrapper);
    if (wrapper != null && handler != null) {
      var responses = ArmeriaResponses.of(wrapper);
      var channel = responses.channel(handler);
      var connection = Netty.of(channel.getClass()).attributes.connection(channel);
      if (connection != null) {
        connection.removeHop(responses.number(handler));
      }
    }
    return wrapper;
  }
}
