package com.example.tenant;

import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** A WebSocket of OkHttp 3.5 and newer: it says something and hears the answer. */
final class OkHttpSocket extends WebSocketListener {

  private final CompletableFuture<String> heard = new CompletableFuture<>();
  private final Sightings sightings;

  private OkHttpSocket(Sightings sightings) {
    this.sightings = sightings;
  }

  static void open(OkHttpClient client, Request request, Sightings sightings) throws Exception {
    var listener = new OkHttpSocket(sightings);
    var socket = client.newWebSocket(request, listener);
    sightings.add("socket", listener.heard.get());
    socket.cancel();
  }

  @Override
  public void onOpen(WebSocket socket, Response response) {
    look("opened", response);
    socket.send("hello");
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    heard.complete(text);
  }

  @Override
  public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
    if (response == null) {
      heard.completeExceptionally(failure);
    } else {
      look("refused", response);
      heard.complete("refused");
    }
  }

  private void look(String where, Response response) {
    sightings.add(where, String.valueOf(response.code()), response.headers().toMultimap());
    sightings.add(
        where + ".request",
        String.valueOf(response.request().url()),
        response.request().headers().toMultimap());
  }
}
