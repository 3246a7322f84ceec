package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection is about to write the headers of a request, below the application's listeners,
 * which may still have changed them.
 */
final class HeadersHop extends Adapter {

  private static final String CONNECT = "CONNECT";

  private final Jetty jetty;

  HeadersHop(Authorizer authorizer, Jetty jetty) {
    super(authorizer);
    this.jetty = jetty;
  }

  /**
   * Authorizes a request.
   *
   * @param exchange an {@code HttpExchange}
   * @param sender an {@code HttpSender}
   * @return the exchange itself
   */
  @Override
  protected Object call(Object exchange, @Nullable Object sender) throws Throwable {
    var hop = sender == null ? null : hop(authorizer, jetty, exchange, sender, false);
    if (hop == null) {
      authorizer.sentUnchanged();
      return exchange;
    }
    authorizer.authorizeAtOnce(hop);
    if (hop.field() != null) {
      hop.remember();
      Writing.begin(hop);
    }
    return exchange;
  }

  /**
   * The hop of a request that may get a token.
   *
   * @param isNew whether only a hop is wanted that has not waited
   * @return {@code null} if the request gets none
   */
  static @Nullable Hop hop(
      Authorizer authorizer, Jetty jetty, Object exchange, Object sender, boolean isNew)
      throws Throwable {
    var transport = jetty.transport(sender);
    var endPoint = transport.endPoint(sender);
    var engine = endPoint == null ? null : transport.engine(endPoint);
    var host = engine == null ? null : engine.getPeerHost();
    if (endPoint == null || engine == null || host == null || !authorizer.mayAuthorize(host)) {
      return null;
    }
    var exchanges = transport.exchanges;
    var request = exchanges.request(exchange);
    if (exchanges.method(request).equals(CONNECT)) {
      return null;
    }
    var known = exchanges.hop(exchange, request);
    if (known != null && known.isSentBy(sender)) {
      return isNew ? null : known;
    }
    if (isNew && !authorizer.mayHaveToWait("https", host, engine.getPeerPort())) {
      return null;
    }
    return new Hop(authorizer, transport, sender, exchange, request, endPoint, engine);
  }
}
