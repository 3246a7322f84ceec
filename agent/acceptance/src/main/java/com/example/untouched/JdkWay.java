package com.example.untouched;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A way to make a call: each API once, and each protocol. */
enum JdkWay {
  SEND(Version.HTTP_1_1) {
    @Override
    <T> int status(HttpClient client, HttpRequest request, BodyHandler<T> handler)
        throws Exception {
      return client.send(request, handler).statusCode();
    }
  },
  SEND_ASYNC(Version.HTTP_2) {
    @Override
    <T> int status(HttpClient client, HttpRequest request, BodyHandler<T> handler)
        throws Exception {
      return client.sendAsync(request, handler).get().statusCode();
    }
  };

  private final Version version;

  JdkWay(Version version) {
    this.version = version;
  }

  abstract <T> int status(HttpClient client, HttpRequest request, BodyHandler<T> handler)
      throws Exception;

  HttpClient.Builder builder() {
    return HttpClient.newBuilder().version(version);
  }

  /** A client, with no connection yet. */
  static HttpClient client(Version version, @Nullable Executor executor) {
    var builder = HttpClient.newBuilder().version(version);
    return executor == null ? builder.build() : builder.executor(executor).build();
  }

  /**
   * Opens a client's connection, by a request that has both headers already and so needs no token.
   * The service may refuse it.
   */
  static HttpClient opened(HttpClient client, Service service) throws Exception {
    client.send(
        HttpRequest.newBuilder(service.uri("/hello"))
            .header("Authorization", "none")
            .header("X-Serverless-Authorization", "none")
            .build(),
        BodyHandlers.discarding());
    return client;
  }

  void look(HttpClient client, HttpRequest.Builder request, Seen seen) throws Exception {
    look(client, request, BodyHandlers.ofString(), seen);
  }

  <T> void look(HttpClient client, HttpRequest.Builder request, BodyHandler<T> handler, Seen seen)
      throws Exception {
    try {
      seen.add("status", status(client, request.build(), handler));
    } catch (ExecutionException failure) {
      seen.failure("future", failure);
    }
  }
}
