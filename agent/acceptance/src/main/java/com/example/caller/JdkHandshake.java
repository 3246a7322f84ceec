package com.example.caller;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;

/** The handshake of a WebSocket over {@code java.net.http.HttpClient}. */
final class JdkHandshake {

  private JdkHandshake() {}

  /** Tells the status of the answer. */
  static String make(HttpClient client, Call call) {
    try {
      client
          .newWebSocketBuilder()
          .buildAsync(URI.create(call.url.replace("https:", "wss:")), new WebSocket.Listener() {})
          .join()
          .abort();
      return "101 handshake";
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException) {
        var refused = (WebSocketHandshakeException) e.getCause();
        return refused.getResponse().statusCode() + " handshake";
      }
      throw e;
    }
  }
}
