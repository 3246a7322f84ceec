package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.IncomingResponse;
import org.jspecify.annotations.Nullable;

/** Where a connection has received all headers of a response. */
final class ResponseHop extends Adapter {

  private final Jetty jetty;

  ResponseHop(Authorizer authorizer, Jetty jetty) {
    super(authorizer);
    this.jetty = jetty;
  }

  /**
   * Looks at a response.
   *
   * @param exchange an {@code HttpExchange}
   * @param receiver an {@code HttpReceiver}
   * @return the exchange itself
   */
  @Override
  protected Object call(Object exchange, @Nullable Object receiver) throws Throwable {
    if (receiver != null) {
      var transport = jetty.transport(receiver);
      int status = transport.exchanges.status(exchange);
      if (Authorizer.isOfInterest(status)) {
        look(transport, receiver, exchange, status);
      }
    }
    return exchange;
  }

  private void look(Transport transport, Object receiver, Object exchange, int status)
      throws Throwable {
    var endPoint = transport.endPoint(receiver);
    if (endPoint == null) {
      return;
    }
    var exchanges = transport.exchanges;
    var request = exchanges.request(exchange);
    var known = exchanges.hop(exchange, request);
    var hop =
        known == null
            ? new Hop(
                authorizer,
                transport,
                receiver,
                exchange,
                request,
                endPoint,
                transport.engine(endPoint))
            : known;
    var field = hop.field();
    authorizer.received(
        new IncomingResponse(
            status,
            name -> exchanges.responseValues(exchange, name),
            hop,
            field == null ? null : field.value));
  }
}
