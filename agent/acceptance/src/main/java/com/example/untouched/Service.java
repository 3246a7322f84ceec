package com.example.untouched;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * A service that serves one probe, and the hand that moves what is behind it. Threads may share it.
 */
final class Service {

  private final HttpClient hand;
  private final String desk;
  private final String origin;

  Service(HttpClient hand, String desk, String origin) {
    this.hand = hand;
    this.desk = desk;
    this.origin = origin;
  }

  String url(String path) {
    return origin + path;
  }

  URI uri(String path) {
    return URI.create(url(path));
  }

  /** A host that has nothing to do with the service. */
  URI elsewhere() {
    return URI.create(desk + "/hello");
  }

  /** Answers whatever waits at {@code /wait}, and all that comes there later. */
  void release() {
    tell("release");
  }

  /** Returns when a request has arrived at {@code /wait}. */
  void awaitArrival() {
    tell("arrival");
  }

  /** From now on there are no ID tokens, for those who need new ones. */
  void stopTokens() {
    tell("stop-tokens");
  }

  /** There are ID tokens again. */
  void resumeTokens() {
    tell("resume-tokens");
  }

  private void tell(String what) {
    var uri = URI.create(desk + "/" + what + "?host=" + URI.create(origin).getHost());
    try {
      hand.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
