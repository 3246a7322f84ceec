package dev.cloudrunauth.client;

import dev.cloudrunauth.explain.Answer;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.net.http.HttpClient}, with the answer of a hop: before its redirect, cookie and
 * authentication filters see it, and whatever they make of it. A refusal is looked at; the answer
 * goes on as it is.
 *
 * <p>The client calls on its selector thread too, so nothing here blocks.
 */
public final class JavaNetHttpAnswer implements BiFunction<Object, @Nullable Object, Object> {

  private final ConfiguredRefusals refusals;

  /**
   * The adapter of {@code HttpClient}'s answers.
   *
   * @param refusals what is made of a refusal, once the configuration is read
   */
  public JavaNetHttpAnswer(ConfiguredRefusals refusals) {
    this.refusals = refusals;
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
        int status = responses.statusCode(response);
        if (Answer.mayBeRefusal(status)) {
          var present = refusals.now();
          if (present != null) {
            present.look(new Hop(status, response, responses, exchanges));
          }
        }
      }
    } catch (Throwable fault) {
      Faults.log("java-net-http", fault);
    }
    return response;
  }

  /** What was sent is still there: system headers live as long as their hop. */
  private static final class Hop implements AnsweredHop {

    private final int status;
    private final Object response;
    private final ResponseInternals responses;
    private final HttpRequest request;
    private final Map<String, List<String>> system;
    private @Nullable String sent;

    Hop(int status, Object response, ResponseInternals responses, ExchangeInternals exchanges)
        throws Throwable {
      this.status = status;
      this.response = response;
      this.responses = responses;
      this.request = responses.request(response);
      this.system = exchanges.systemHeaders(request);
    }

    @Override
    public String scheme() {
      var scheme = request.uri().getScheme();
      return scheme == null ? "" : scheme;
    }

    @Override
    public @Nullable String host() {
      return request.uri().getHost();
    }

    @Override
    public int port() {
      return request.uri().getPort();
    }

    @Override
    public int status() {
      return status;
    }

    /** The engine may have a newer one. */
    @Override
    public @Nullable String sentByAgent() {
      sent = ExchangeInternals.sentToken(system);
      return sent;
    }

    /** One of an {@code Authenticator}'s is a system header too. */
    @Override
    public @Nullable String sentByApplication(String header) {
      var own = ExchangeInternals.first(request.headers().map().get(header));
      if (own != null) {
        return own;
      }
      var value = ExchangeInternals.first(system.get(header));
      return value == null || value.equals(sent) ? null : value;
    }

    @Override
    public List<String> answered(String header) {
      try {
        return responses.headers(response).allValues(header);
      } catch (Throwable fault) {
        throw Undeclared.exception(fault);
      }
    }
  }
}
