package com.example.caller;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Calls over {@code java.net.http.HttpClient}. */
final class JdkCalls implements ClientCalls {

  private final HttpClient http1 = client(HttpClient.Version.HTTP_1_1).build();
  private final HttpClient http2 = client(HttpClient.Version.HTTP_2).build();

  private static HttpClient.Builder client(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).followRedirects(HttpClient.Redirect.ALWAYS);
  }

  /** A client whose callbacks run on whatever thread completes them: its selector, for one. */
  static HttpClient clientOn(Executor executor) {
    return client(HttpClient.Version.HTTP_1_1).executor(executor).build();
  }

  /** By its name, as the class is compiled for versions without HTTP/3 too. */
  private HttpClient client(Call call) {
    if (call.protocol.equals("HTTP/3")) {
      return client(HttpClient.Version.valueOf("HTTP_3")).build();
    }
    return call.isHttp2() ? http2 : http1;
  }

  @Override
  public String make(Call call) throws Exception {
    var client = client(call);
    if (call.mode.equals("sendHandshake")) {
      return JdkHandshake.make(client, call);
    }
    HttpResponse<String> response;
    if (call.mode.equals("send")) {
      response = client.send(request(call), BodyHandlers.ofString());
    } else {
      response = sendAsync(client, call).get();
    }
    look(response.request());
    response.previousResponse().ifPresent(previous -> look(previous.request()));
    var line = response.statusCode() + " " + response.version();
    return Call.isTold(response.statusCode())
        ? line + " " + Call.described(response.headers().map(), response.body())
        : line;
  }

  @Override
  public String cancelled(String way, String url) throws Exception {
    var call = Call.parse(way.split(",", 2)[0] + " HTTP/1.1 GET " + url);
    if (call.mode.equals("send")) {
      return Impatient.ended(() -> make(call), Thread::interrupt);
    }
    var executor = Executors.newSingleThreadExecutor();
    try {
      CompletableFuture<?> response = sendAsync(clientOn(executor), call);
      response = way.endsWith("derived") ? response.thenApply(String::valueOf) : response;
      // What the client gave to its executor before is done: the exchange waits for its token.
      executor.submit(() -> {}).get();
      response.cancel(true);
      return isCancelled(response) ? "cancelled" : String.valueOf(response);
    } finally {
      executor.shutdown();
    }
  }

  /**
   * Newer JDKs cancel the request before the future that is derived from it: then it may happen to
   * end with the request's cancellation before it is cancelled itself.
   */
  private static boolean isCancelled(CompletableFuture<?> future) {
    if (!future.isDone()) {
      return false;
    }
    try {
      future.join();
      return false;
    } catch (CancellationException cancelled) {
      return true;
    } catch (CompletionException failed) {
      return failed.getCause() instanceof CancellationException;
    }
  }

  private static void look(HttpRequest request) {
    Call.refuseToken(request.headers().firstValue("Authorization").orElse(null));
    Call.refuseToken(request.headers().firstValue("X-Serverless-Authorization").orElse(null));
  }

  static CompletableFuture<HttpResponse<String>> sendAsync(HttpClient client, Call call) {
    return client.sendAsync(request(call), BodyHandlers.ofString());
  }

  private static HttpRequest request(Call call) {
    var request = HttpRequest.newBuilder(URI.create(call.url));
    for (var header : call.headers) {
      request.header(header[0], Call.value(header[1]));
    }
    return call.hasBody()
        ? request
            .header("Content-Type", Call.BODY_TYPE)
            .POST(BodyPublishers.ofString(Call.BODY))
            .build()
        : request.method(call.method, BodyPublishers.noBody()).build();
  }
}
