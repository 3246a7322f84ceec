package com.example.storefront;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The two ways to send a request with OkHttp. */
final class OkHttpTransports {

  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient client;

  OkHttpTransports(OkHttpClient client) {
    this.client = client;
  }

  /** A client that speaks HTTP/2 to the servers that can, and HTTP/1.1 to the others. */
  static OkHttpClient newClient() {
    return new OkHttpClient.Builder()
        .connectTimeout(Duration.ofSeconds(5))
        .callTimeout(Duration.ofSeconds(10))
        .build();
  }

  Transport execute() {
    return Transport.blocking(
        "OkHttp.execute",
        (method, uri, json) -> {
          try (Response response = client.newCall(request(method, uri, json)).execute()) {
            return answer(response);
          }
        });
  }

  Transport enqueue() {
    return Transport.asynchronous(
        "OkHttp.enqueue",
        (method, uri, json) -> {
          var callback = new AnswerCallback();
          client.newCall(request(method, uri, json)).enqueue(callback);
          return callback.answer;
        });
  }

  private static Request request(String method, URI uri, @Nullable String json) {
    RequestBody body = json == null ? null : RequestBody.create(json, JSON);
    return new Request.Builder().url(uri.toString()).method(method, body).build();
  }

  private static Answer answer(Response response) throws IOException {
    String protocol = response.protocol() == Protocol.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
    return new Answer(response.code(), protocol, response.body().string());
  }

  private static final class AnswerCallback implements Callback {

    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    @Override
    public void onResponse(Call call, Response response) throws IOException {
      try (response) {
        answer.complete(answer(response));
      } catch (IOException e) {
        answer.completeExceptionally(e);
      }
    }

    @Override
    public void onFailure(Call call, IOException failure) {
      answer.completeExceptionally(failure);
    }
  }
}
