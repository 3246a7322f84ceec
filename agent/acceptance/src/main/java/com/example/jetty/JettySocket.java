package com.example.jetty;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.websocket.api.annotations.OnWebSocketError;
import org.eclipse.jetty.websocket.api.annotations.OnWebSocketMessage;
import org.eclipse.jetty.websocket.api.annotations.WebSocket;

/** Takes the first text. Its annotations are the same in all versions. */
@WebSocket
public final class JettySocket {

  private final CompletableFuture<String> received;

  JettySocket(CompletableFuture<String> received) {
    this.received = received;
  }

  /** What has come. */
  @OnWebSocketMessage
  public void text(String text) {
    received.complete(text);
  }

  /** Nothing will come. */
  @OnWebSocketError
  public void error(Throwable failure) {
    received.completeExceptionally(failure);
  }
}
