package com.example.tenant;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** An application that calls by OkHttp, in a way that is the same in all its versions from 3.0. */
public final class OkHttpApplication extends Application {

  private final Map<String, OkHttpClient> clients = new HashMap<>();
  private final OkHttpClient plain = OkHttpClients.observed(sightings);

  /** An application that has made no call yet. */
  public OkHttpApplication() {}

  @Override
  void answer(Call call) throws Exception {
    var key = call.protocol + call.options;
    var client = clients.computeIfAbsent(key, unused -> OkHttpClients.as(call, plain, sightings));
    if (call.mode.equals("socket")) {
      OkHttpSocket.open(client, request(call), sightings);
      return;
    }
    var prepared = client.newCall(request(call));
    var response = call.mode.equals("execute") ? prepared.execute() : enqueue(prepared).get();
    look("response", response);
    sightings.add("body", response.body().string());
    if (client.cache() != null) {
      CacheFiles.look(client.cache(), call.url, sightings);
    }
  }

  private void look(String where, @Nullable Response response) {
    if (response == null) {
      return;
    }
    look(where + ".request", response.request());
    sightings.add(
        where, response.code() + " " + response.protocol(), response.headers().toMultimap());
    look("network " + where, response.networkResponse());
    look("cache " + where, response.cacheResponse());
    look("prior " + where, response.priorResponse());
  }

  private void look(String where, Request request) {
    sightings.add(where, request.method() + " " + request.url(), request.headers().toMultimap());
  }

  private static CompletableFuture<Response> enqueue(okhttp3.Call call) {
    var result = new CompletableFuture<Response>();
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(okhttp3.Call failed, IOException failure) {
            result.completeExceptionally(failure);
          }

          @Override
          public void onResponse(okhttp3.Call answered, Response response) {
            result.complete(response);
          }
        });
    return result;
  }

  private static Request request(Call call) {
    var request = new Request.Builder().url(call.url);
    for (var header : call.headers) {
      request.addHeader(header[0], header[1]);
    }
    if (call.has("expect")) {
      request.addHeader("Expect", "100-continue");
    }
    return request.method(call.method, body(call)).build();
  }

  private static @Nullable RequestBody body(Call call) {
    if (call.has("duplex")) {
      return OkHttpBody.duplex();
    }
    if (call.has("upload")) {
      return OkHttpBody.stream();
    }
    return call.hasBody() ? OkHttpBody.text() : null;
  }

  @Override
  public void close() {
    plain.dispatcher().executorService().shutdown();
    plain.connectionPool().evictAll();
    for (var client : clients.values()) {
      if (client.cache() != null) {
        CacheFiles.delete(client.cache());
      }
    }
  }
}
