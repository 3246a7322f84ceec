package dev.cloudrunauth.client;

import dev.cloudrunauth.explain.Answer;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp, with the answer of a hop: below the interceptors and whatever makes a redirect or another
 * try of it. A refusal is looked at; the answer goes on as it is.
 *
 * <p>The answer's request is the application's, without the token: {@link SentTokens} knows it.
 */
public final class OkHttpAnswer implements BiFunction<Object, @Nullable Object, @Nullable Object> {

  private final ConfiguredRefusals refusals;

  /**
   * The adapter of OkHttp's answers.
   *
   * @param refusals what is made of a refusal, once the configuration is read
   */
  public OkHttpAnswer(ConfiguredRefusals refusals) {
    this.refusals = refusals;
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
      int status = responses.code(response);
      if (Answer.mayBeRefusal(status)) {
        var present = refusals.now();
        if (present != null) {
          present.look(new Hop(status, response, responses));
        }
      }
    } catch (Throwable fault) {
      Faults.log("okhttp", fault);
    }
    return null;
  }

  private static final class Hop implements AnsweredHop {

    private final int status;
    private final Object response;
    private final OkHttpResponses responses;
    private final Object request;
    private final OkHttpRequests requests;
    private final String scheme;
    private final String host;
    private final int port;

    Hop(int status, Object response, OkHttpResponses responses) throws Throwable {
      this.status = status;
      this.response = response;
      this.responses = responses;
      request = responses.request(response);
      requests = OkHttpRequests.of(request.getClass());
      scheme = requests.scheme(request);
      host = requests.host(request);
      port = requests.port(request);
    }

    @Override
    public String scheme() {
      return scheme;
    }

    @Override
    public String host() {
      return host;
    }

    @Override
    public int port() {
      return port;
    }

    @Override
    public int status() {
      return status;
    }

    @Override
    public @Nullable String sentByAgent() {
      return SentTokens.sentWith(request);
    }

    @Override
    public @Nullable String sentByApplication(String header) {
      try {
        return requests.header(request, header);
      } catch (Throwable fault) {
        throw Undeclared.exception(fault);
      }
    }

    @Override
    public List<String> answered(String header) {
      try {
        return responses.headers(response, header);
      } catch (Throwable fault) {
        throw Undeclared.exception(fault);
      }
    }
  }
}
