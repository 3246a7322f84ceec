package dev.cloudrunauth.command;

import dev.cloudrunauth.explain.Answer;
import dev.cloudrunauth.explain.Explanation;
import dev.cloudrunauth.explain.NoToken;
import dev.cloudrunauth.explain.RefusedHop;
import dev.cloudrunauth.explain.Sent;
import dev.cloudrunauth.text.HttpDate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends one GET over https, with the token that the agent would set, and follows no redirect. */
final class Call {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  /**
   * Calls a URL, and notes what came of it.
   *
   * @param examined the URL, which is https
   * @param header the header for the token
   */
  void send(Examined examined, String header) throws InterruptedException {
    var minted = examined.minted;
    var token = minted == null ? null : minted.token();
    var request = HttpRequest.newBuilder(examined.url()).timeout(ANSWER).GET();
    if (token != null) {
      request.header(header, token.headerValue());
    }
    try {
      var response = client.send(request.build(), BodyHandlers.discarding());
      examined.status = response.statusCode();
      var explained =
          explanation(examined.url(), header, token == null ? null : token.headerValue(), response);
      if (explained != null) {
        examined.finding = explained.text();
      } else if (response.statusCode() == 401 || response.statusCode() == 403) {
        examined.finding = "the service itself answered " + response.statusCode();
      }
    } catch (IOException failure) {
      examined.finding = "no answer: " + failure;
    }
  }

  private static @Nullable Explanation explanation(
      URI url, String header, @Nullable String value, HttpResponse<?> response) {
    var headers = response.headers();
    int status = response.statusCode();
    if (!Answer.mayBeRefusal(status)) {
      return null;
    }
    long dateMillis = HttpDate.millis(headers.firstValue("Date").orElse(""));
    var answer = Answer.of(status, dateMillis, headers::allValues);
    var target =
        new RefusedHop.Target(url.getScheme(), url.getHost(), url.getPort(), value != null);
    return Explanation.of(
        value == null
            ? RefusedHop.without(target, NoToken.NOT_CONFIGURED, answer)
            : RefusedHop.with(target, Sent.byAgent(header, value), answer),
        System.currentTimeMillis());
  }
}
