package com.example.tenant;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A WebSocket of {@code java.net.http}: it says something and hears the answer. */
final class JdkSocket implements WebSocket.Listener {

  private final CompletableFuture<String> heard = new CompletableFuture<>();

  private JdkSocket() {}

  static void open(HttpClient client, Call call, Sightings sightings) throws Exception {
    var socket = new JdkSocket();
    var builder = client.newWebSocketBuilder();
    for (var header : call.headers) {
      builder.header(header[0], header[1]);
    }
    try {
      var opened =
          builder.buildAsync(URI.create(call.url.replace("https:", "wss:")), socket).join();
      opened.sendText("hello", true).join();
      sightings.add("socket", socket.heard.get());
      opened.abort();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof WebSocketHandshakeException)) {
        throw e;
      }
      var refused = ((WebSocketHandshakeException) e.getCause()).getResponse();
      sightings.add("refused", refused.statusCode() + "", refused.headers().map());
      sightings.add("refused.request", refused.uri() + "", refused.request().headers().map());
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    heard.complete(data.toString());
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    heard.completeExceptionally(failure);
  }
}
