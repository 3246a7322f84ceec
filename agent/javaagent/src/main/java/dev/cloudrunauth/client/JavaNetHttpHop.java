package dev.cloudrunauth.client;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.audience.Destination;
import java.lang.invoke.MethodHandles.Lookup;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.net.http.HttpClient}, where an exchange begins: once for each hop and for each retry,
 * after redirects, cookies and authentication are decided.
 *
 * <p>The token becomes one of the exchange's system headers. Those belong to this hop alone: the
 * application does not see them, and a redirect does not copy them.
 *
 * <p>The client calls on the caller's thread or on its one selector thread, so nothing here blocks.
 * A hop that has to wait is answered with a future, and goes on when the wait is over.
 */
public final class JavaNetHttpHop implements BiFunction<Object, Object, @Nullable Object> {

  private final CompletableFuture<@Nullable HopPolicy> policy;

  /**
   * The adapter of {@code HttpClient}.
   *
   * @param policy what the configuration says, once it is read; {@code null} in it leaves every
   *     request alone
   */
  public JavaNetHttpHop(CompletableFuture<@Nullable HopPolicy> policy) {
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
      var internals = ExchangeInternals.by((Lookup) lookup);
      if (policy.isDone()) {
        return begin(policy.join(), internals, exchange);
      }
      return whenConfigured(internals, exchange);
    } catch (Throwable fault) {
      Faults.log("java-net-http", fault);
      return null;
    }
  }

  private static @Nullable CompletableFuture<?> begin(
      @Nullable HopPolicy policy, ExchangeInternals internals, Object exchange) throws Throwable {
    if (policy == null) {
      return null;
    }
    var request = internals.request(exchange);
    var uri = request.uri();
    var destination = policy.destination(uri.getScheme(), uri.getHost(), uri.getPort());
    if (destination == null) {
      policy.passed();
      return null;
    }
    var audience = destination.audience();
    var header =
        policy.header(
            isTheApplications(HeaderChoice.STANDARD, policy, audience, internals, request),
            isTheApplications(HeaderChoice.SERVERLESS, policy, audience, internals, request));
    if (header == null) {
      policy.passed();
      return null;
    }
    var value = policy.takenHeaderValue(audience);
    if (value == null) {
      return whenMinted(policy, destination, header, internals, exchange);
    }
    internals.setSystemHeader(request, header, value);
    return null;
  }

  /**
   * Whether the application has set a header: on the request, or by its {@code Authenticator},
   * which sets a system header. One of ours is there too when a hop is retried on a new connection.
   */
  private static boolean isTheApplications(
      String header,
      HopPolicy policy,
      Audience audience,
      ExchangeInternals internals,
      HttpRequest request)
      throws Throwable {
    if (request.headers().map().containsKey(header)) {
      return true;
    }
    var values = internals.systemHeaders(request).get(header);
    return values != null && !values.isEmpty() && !policy.issued(audience, values.get(0));
  }

  /** The configuration is still being read: come back to the woven method when it is. */
  private CompletableFuture<?> whenConfigured(ExchangeInternals internals, Object exchange)
      throws Throwable {
    return policy
        .handleAsync((read, failure) -> null, onward(internals, exchange))
        .thenCompose(nothing -> internals.responseAsync(exchange));
  }

  private static Executor onward(ExchangeInternals internals, Object exchange) throws Throwable {
    return new OnwardExecutor(internals.executor(exchange));
  }

  private static CompletableFuture<?> whenMinted(
      HopPolicy policy,
      Destination destination,
      String header,
      ExchangeInternals internals,
      Object exchange)
      throws Throwable {
    var minted = policy.headerValue(destination);
    internals.endsWith(exchange, minted);
    return minted
        .handleAsync(
            (value, failure) -> {
              if (goOn(value, failure, header, internals, exchange)) {
                policy.sent(destination.audience());
              } else {
                policy.passed();
              }
              return null;
            },
            onward(internals, exchange))
        .thenCompose(nothing -> internals.responseAsyncImpl(exchange));
  }

  /** Whether the exchange goes on with a token; throws where it does not go on. */
  private static boolean goOn(
      @Nullable String value,
      @Nullable Throwable failure,
      String header,
      ExchangeInternals internals,
      Object exchange) {
    // Java 11 would still send a request that was cancelled or timed out meanwhile.
    var cancelled = internals.cancelCause(exchange);
    if (cancelled != null) {
      // The JDK blames the connection where there is none yet. Nobody has tried to make one.
      throw new CompletionException(
          cancelled instanceof HttpConnectTimeoutException
              ? new HttpTimeoutException("request timed out")
              : cancelled);
    }
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RequestFailure) {
      throw new CompletionException(((RequestFailure) cause).toThrow());
    }
    if (cause != null) {
      Faults.log("java-net-http", cause);
    }
    if (value != null) {
      try {
        internals.setSystemHeader(internals.request(exchange), header, value);
        return true;
      } catch (Throwable fault) {
        Faults.log("java-net-http", fault);
      }
    }
    return false;
  }
}
