package dev.cloudrunauth.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp, with the answer of a hop: below the interceptors and whatever makes a redirect or another
 * try of it. A service's word that the token is invalid is taken; the answer goes on as it is.
 *
 * <p>The answer's request is the application's, without the token: {@link SentTokens} knows it.
 */
public final class OkHttpAnswer implements BiFunction<Object, @Nullable Object, @Nullable Object> {

  private final CompletableFuture<@Nullable HopPolicy> policy;

  /**
   * The adapter of OkHttp's answers.
   *
   * @param policy what the configuration says, once it is read
   */
  public OkHttpAnswer(CompletableFuture<@Nullable HopPolicy> policy) {
    this.policy = policy;
  }

  /**
   * Looks at an answer.
   *
   * @param response an {@code okhttp3.Response}
   * @param unused nothing
   * @return nothing
   */
  @Override
  public @Nullable Object apply(Object response, @Nullable Object unused) {
    try {
      var responses = OkHttpResponses.of(response.getClass());
      if (responses.code(response) == Unauthorized.STATUS && policy.isDone()) {
        unauthorized(policy.join(), responses, response);
      }
    } catch (Throwable fault) {
      Faults.log("okhttp", fault);
    }
    return null;
  }

  private static void unauthorized(
      @Nullable HopPolicy policy, OkHttpResponses responses, Object response) throws Throwable {
    if (policy == null) {
      return;
    }
    var request = responses.request(response);
    var requests = OkHttpRequests.of(request.getClass());
    var url = requests.url(request);
    var destination =
        policy.destination(requests.scheme(url), requests.host(url), requests.port(url));
    var sent = destination == null ? null : SentTokens.last(destination.audience());
    if (destination == null || sent == null) {
      return;
    }
    var dates = responses.headers(response, Unauthorized.DATE);
    Unauthorized.answer(
        policy,
        destination.audience(),
        sent,
        requests.header(request, HeaderChoice.STANDARD) != null,
        responses.headers(response, Unauthorized.CHALLENGES),
        dates.isEmpty() ? null : dates.get(0));
  }
}
