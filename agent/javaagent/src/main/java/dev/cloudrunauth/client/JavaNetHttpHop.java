package dev.cloudrunauth.client;

import dev.cloudrunauth.audience.Destination;
import java.lang.invoke.MethodHandles.Lookup;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.net.http.HttpClient}, where an exchange begins: once for each hop and for each retry,
 * after redirects, cookies and authentication are decided.
 *
 * <p>The token becomes one of the exchange's system headers. Those belong to this hop alone: the
 * application does not see them, and a redirect does not copy them.
 *
 * <p>The client calls on the caller's thread, on its executor's, or on its one selector thread, so
 * nothing here blocks. A hop that has to wait is {@linkplain ParkedExchange parked}.
 */
public final class JavaNetHttpHop implements BiFunction<Object, Object, @Nullable Object> {

  private final ConfiguredPolicy policy;

  /**
   * The adapter of {@code HttpClient}.
   *
   * @param policy what the configuration says, once it is read
   */
  public JavaNetHttpHop(ConfiguredPolicy policy) {
    this.policy = policy;
  }

  /**
   * Gives an exchange its token.
   *
   * @param exchange a {@code jdk.internal.net.http.Exchange}
   * @param lookup a lookup with the rights of that class
   * @return {@code null} if the exchange can begin at once, or the future of its response
   */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the woven method returns it to its caller
  public @Nullable Object apply(Object exchange, Object lookup) {
    try {
      return begin(ExchangeInternals.by((Lookup) lookup), exchange);
    } catch (Throwable fault) {
      Faults.log("java-net-http", fault);
      return null;
    }
  }

  private @Nullable CompletableFuture<?> begin(ExchangeInternals internals, Object exchange)
      throws Throwable {
    if (!policy.isRead()) {
      return whenConfigured(internals, exchange);
    }
    var now = policy.now();
    return now == null ? null : begin(now, internals, exchange);
  }

  private static @Nullable CompletableFuture<?> begin(
      HopPolicy policy, ExchangeInternals internals, Object exchange) throws Throwable {
    var request = internals.request(exchange);
    var uri = request.uri();
    var host = uri.getHost();
    var destination = policy.destination(uri.getScheme(), host, uri.getPort());
    if (destination == null) {
      if (!policy.isOn()) {
        removeToken(internals.systemHeaders(request));
      }
      policy.passed();
      return null;
    }
    var system = internals.systemHeaders(request);
    removeToken(system);
    var own = request.headers().map();
    if (!policy.namesTarget(own.get(HostHeader.NAME), host, uri.getPort())) {
      policy.passed();
      return null;
    }
    var audience = destination.audience();
    var header =
        policy.header(
            isSetByApplication(HeaderChoice.STANDARD, own, system),
            isSetByApplication(HeaderChoice.SERVERLESS, own, system));
    if (header == null) {
      policy.passed();
      return null;
    }
    var value = policy.takenHeaderValue(audience);
    if (value == null) {
      return whenMinted(policy, destination, header, internals, exchange);
    }
    setHeader(internals, request, header, value);
    return null;
  }

  /**
   * Where a hop is retried on a new connection, the token of the first try is still there. It may
   * have expired meanwhile, and there may be none to replace it.
   */
  private static void removeToken(Map<String, List<String>> system) {
    if (ExchangeInternals.sentToken(system) != null) {
      system.remove(HeaderChoice.SERVERLESS);
      if (ExchangeInternals.sentToken(system) != null) {
        system.remove(HeaderChoice.STANDARD);
      }
    }
  }

  /**
   * Whether the application has set a header: on the request, or by its {@code Authenticator},
   * which sets a system header.
   */
  private static boolean isSetByApplication(
      String header, Map<String, List<String>> own, Map<String, List<String>> system) {
    if (RemovedSignature.isOther(own.get(header))) {
      return true;
    }
    var values = system.get(header);
    return values != null && !values.isEmpty();
  }

  private static void setHeader(
      ExchangeInternals internals, HttpRequest request, String header, String value)
      throws Throwable {
    internals.setSystemHeader(request, header, value);
    var own = request.headers().map();
    if (RemovedSignature.areAll(own.get(HeaderChoice.STANDARD))
        || RemovedSignature.areAll(own.get(HeaderChoice.SERVERLESS))) {
      JavaNetHttpUserHeaders.replaceRemovedSignatures();
    }
  }

  /**
   * The configuration is still being read: come back to the woven method when it is. Plain http
   * never gets a token, and does not wait.
   */
  private @Nullable CompletableFuture<?> whenConfigured(
      ExchangeInternals internals, Object exchange) throws Throwable {
    var uri = internals.request(exchange).uri();
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      return null;
    }
    var wait = policy.configurationWait();
    if (wait.isOverdue()) {
      return failed(wait.overdue(uri.getHost()));
    }
    var read = policy.whenRead();
    return ParkedExchange.park(
        internals,
        exchange,
        read,
        wait.limitMillis(),
        wait.scheduler(),
        ended -> {
          if (!ended.isDone()) {
            var failure = wait.overdue(uri.getHost());
            return failure == null ? internals.responseAsyncImpl(exchange) : failed(failure);
          }
          return internals.responseAsync(exchange);
        });
  }

  private static CompletableFuture<?> whenMinted(
      HopPolicy policy,
      Destination destination,
      String header,
      ExchangeInternals internals,
      Object exchange)
      throws Throwable {
    var minted = policy.headerValue(destination);
    return ParkedExchange.park(
        internals,
        exchange,
        minted,
        policy.waitMillis(),
        policy.scheduler(),
        ended -> {
          goOn(policy, destination, ended, header, internals, exchange);
          return internals.responseAsyncImpl(exchange);
        });
  }

  /** Sets the header, if there is a token; throws where the exchange does not go on. */
  private static void goOn(
      HopPolicy policy,
      Destination destination,
      CompletableFuture<@Nullable String> minted,
      String header,
      ExchangeInternals internals,
      Object exchange) {
    ParkedExchange.refuseCancelled(internals, exchange);
    String value = null;
    try {
      value = minted.isDone() ? minted.join() : policy.overdue(destination);
      if (value != null) {
        setHeader(internals, internals.request(exchange), header, value);
      }
    } catch (RequestFailure deliberate) {
      throw new CompletionException(deliberate.toThrow());
    } catch (Throwable fault) {
      var cause = fault instanceof CompletionException ? fault.getCause() : fault;
      if (cause instanceof RequestFailure) {
        throw new CompletionException(((RequestFailure) cause).toThrow());
      }
      value = null;
      Faults.log("java-net-http", fault);
    }
    if (value == null) {
      policy.passed();
    } else {
      policy.sent(destination.audience());
    }
  }

  private static @Nullable CompletableFuture<?> failed(@Nullable RequestFailure failure) {
    return failure == null ? null : CompletableFuture.failedFuture(failure.toThrow());
  }
}
