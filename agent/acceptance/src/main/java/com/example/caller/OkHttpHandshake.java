package com.example.caller;

import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** The handshake of a WebSocket over OkHttp 3.5 and newer. */
final class OkHttpHandshake extends WebSocketListener {

  private final CompletableFuture<String> outcome = new CompletableFuture<>();

  private OkHttpHandshake() {}

  /** Tells the status of the answer. */
  static String make(OkHttpClient client, Request request) throws Exception {
    var handshake = new OkHttpHandshake();
    client.newWebSocket(request, handshake);
    return handshake.outcome.get();
  }

  @Override
  public void onOpen(WebSocket socket, Response response) {
    socket.cancel();
    outcome.complete("101 handshake");
  }

  @Override
  public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
    if (response == null) {
      outcome.completeExceptionally(failure);
    } else {
      outcome.complete(response.code() + " handshake");
    }
  }
}
