package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where an exchange of HttpAsyncClient 4 asks for a connection, for its first request and for one
 * to another route. A hop that has to wait for its token is parked here.
 */
final class ExchangeWait extends Adapter {

  ExchangeWait(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Decides whether a hop has to wait.
   *
   * @param exchange an {@code AbstractClientExchangeHandler}
   * @param none nothing
   * @return {@code null} if it need not, or what parks it
   */
  @Override
  protected @Nullable Object call(Object exchange, @Nullable Object none) throws Throwable {
    var exchanges = Exchanges.of(exchange.getClass());
    var host = exchanges.host(exchange);
    if (host == null || !authorizer.mayAuthorize(host) || ParkedStep.isTakenFor(exchange)) {
      return null;
    }
    Consumer<Object[]> parked =
        arguments -> new ExchangeRequest(authorizer, exchanges, exchange).park();
    return parked;
  }
}
