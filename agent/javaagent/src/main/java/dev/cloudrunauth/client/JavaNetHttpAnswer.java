package dev.cloudrunauth.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.net.http.HttpClient}, with the answer of a hop: before its redirect, cookie and
 * authentication filters see it, and whatever they make of it. A service's word that the token is
 * invalid is taken; the answer goes on as it is.
 *
 * <p>The client calls on its selector thread too, so nothing here blocks.
 */
public final class JavaNetHttpAnswer implements BiFunction<Object, @Nullable Object, Object> {

  private final CompletableFuture<@Nullable HopPolicy> policy;

  /**
   * The adapter of {@code HttpClient}'s answers.
   *
   * @param policy what the configuration says, once it is read
   */
  public JavaNetHttpAnswer(CompletableFuture<@Nullable HopPolicy> policy) {
    this.policy = policy;
  }

  /**
   * Looks at an answer.
   *
   * @param response a {@code jdk.internal.net.http.Response}
   * @param unused nothing
   * @return the response itself
   */
  @Override
  public Object apply(Object response, @Nullable Object unused) {
    try {
      var exchanges = ExchangeInternals.known();
      if (exchanges != null) {
        var responses = ResponseInternals.by(exchanges);
        if (responses.statusCode(response) == Unauthorized.STATUS && policy.isDone()) {
          unauthorized(policy.join(), exchanges, responses, response);
        }
      }
    } catch (Throwable fault) {
      Faults.log("java-net-http", fault);
    }
    return response;
  }

  private static void unauthorized(
      @Nullable HopPolicy policy,
      ExchangeInternals exchanges,
      ResponseInternals responses,
      Object response)
      throws Throwable {
    if (policy == null) {
      return;
    }
    var request = responses.request(response);
    var uri = request.uri();
    var destination = policy.destination(uri.getScheme(), uri.getHost(), uri.getPort());
    if (destination == null) {
      return;
    }
    // What was sent is still there: system headers live as long as their hop.
    var system = exchanges.systemHeaders(request);
    var standard = first(system.get(HeaderChoice.STANDARD));
    var serverless = first(system.get(HeaderChoice.SERVERLESS));
    var sent = serverless == null ? standard : serverless;
    if (sent == null) {
      return;
    }
    var besideAnother =
        serverless != null
            && (standard != null || request.headers().map().containsKey(HeaderChoice.STANDARD));
    var headers = responses.headers(response);
    Unauthorized.answer(
        policy,
        destination.audience(),
        sent,
        besideAnother,
        headers.allValues(Unauthorized.CHALLENGES),
        headers.firstValue(Unauthorized.DATE).orElse(null));
  }

  private static @Nullable String first(@Nullable List<String> values) {
    return values == null || values.isEmpty() ? null : values.get(0);
  }
}
