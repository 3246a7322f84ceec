package dev.cloudrunauth.client.netty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection of Armeria's is given a call, on its event loop: before the request has its
 * number, and before the time for writing it is counted.
 */
final class ArmeriaInvokeHop extends Adapter {

  ArmeriaInvokeHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Parks a call whose token is not at hand.
   *
   * @param pooled the {@code PooledChannel}
   * @param session the {@code HttpSessionHandler}
   * @return {@code null} if it goes on; otherwise what takes the arguments
   */
  @Override
  protected @Nullable Object call(Object pooled, @Nullable Object session) throws Throwable {
    if (session == null) {
      return null;
    }
    var channel = ArmeriaSessions.of(session).channel(session);
    var netty = Netty.of(channel.getClass());
    var connection = Connection.of(netty, channel);
    if (!connection.mayAuthorize(authorizer)
        || connection.takeDecided(pooled)
        || !authorizer.mayHaveToWait(connection.scheme(), connection.host(), connection.port())) {
      return null;
    }
    var context = netty.channels.lastContext(channel);
    if (context == null) {
      return null;
    }
    Consumer<Object[]> call =
        arguments ->
            new ArmeriaCall(authorizer, netty, connection, context, channel, session, arguments)
                .begin();
    return call;
  }
}
