package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.RequestFailure;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where an exchange of HttpAsyncClient 4 asks for a connection, for its first request and for one
 * to another route. A hop that has to wait for its token is parked here, and asks again when it has
 * come; the header is set where it is written.
 */
final class ExchangeWait extends Adapter {

  /** The exchange that asks again. */
  private static final ThreadLocal<@Nullable Object> RESUMED = new ThreadLocal<>();

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
    if (host == null || !authorizer.mayAuthorize(host) || RESUMED.get() == exchange) {
      return null;
    }
    Consumer<Object[]> parked = arguments -> park(exchanges, exchange);
    return parked;
  }

  private void park(Exchanges exchanges, Object exchange) {
    CompletableFuture<?> parked = null;
    try {
      parked =
          authorizer.awaitToken(
              new ExchangeRequest(exchanges, exchange),
              () -> CompletableFuture.completedFuture(null));
    } catch (RequestFailure failure) {
      fail(exchanges, exchange, WrittenRequest.notToBeRetried(failure));
      return;
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
    if (parked == null) {
      proceed(exchanges, exchange);
    } else {
      var unused =
          parked.whenComplete(
              (nothing, failure) -> {
                if (failure == null) {
                  proceed(exchanges, exchange);
                } else {
                  fail(exchanges, exchange, told(failure));
                }
              });
    }
  }

  private static Exception told(Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof Exception ? (Exception) cause : new IOException(cause);
  }

  private void proceed(Exchanges exchanges, Object exchange) {
    var before = RESUMED.get();
    RESUMED.set(exchange);
    try {
      exchanges.requestConnection(exchange);
    } catch (Exception failure) {
      fail(exchanges, exchange, failure);
    } catch (Throwable error) {
      fail(exchanges, exchange, new IOException(error));
    } finally {
      RESUMED.set(before);
    }
  }

  private void fail(Exchanges exchanges, Object exchange, Exception cause) {
    try {
      exchanges.fail(exchange, cause);
    } catch (Throwable fault) {
      authorizer.reportFault(fault);
    }
  }
}
