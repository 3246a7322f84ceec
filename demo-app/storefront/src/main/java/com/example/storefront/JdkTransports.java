package com.example.storefront;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The two ways to send a request with the JDK's own HTTP client. */
final class JdkTransports {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client;

  JdkTransports(HttpClient.Version version) {
    this.client = HttpClient.newBuilder().version(version).connectTimeout(CONNECT_TIMEOUT).build();
  }

  Transport send() {
    return Transport.blocking(
        "HttpClient.send",
        (method, uri, json) ->
            answer(client.send(request(method, uri, json), BodyHandlers.ofString())));
  }

  Transport sendAsync() {
    return Transport.asynchronous(
        "HttpClient.sendAsync",
        (method, uri, json) ->
            client
                .sendAsync(request(method, uri, json), BodyHandlers.ofString())
                .thenApply(JdkTransports::answer));
  }

  private static HttpRequest request(String method, URI uri, @Nullable String json) {
    var request = HttpRequest.newBuilder(uri).timeout(ANSWER_TIMEOUT);
    if (json == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(json));
    }
    return request.build();
  }

  private static Answer answer(HttpResponse<String> response) {
    String protocol = response.version() == HttpClient.Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
    return new Answer(response.statusCode(), protocol, response.body());
  }
}
