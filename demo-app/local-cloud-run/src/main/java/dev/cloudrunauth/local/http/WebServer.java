package dev.cloudrunauth.local.http;

import java.io.IOException;

/** A server that answers requests, whoever listens for it. Threads share it. */
public interface WebServer {

  /** Tells whether a request is for this server; those that are not go to the next one. */
  boolean isAt(String host, String path);

  /**
   * Answers a request, now or later.
   *
   * @throws IOException if the client has gone away
   */
  void answer(Exchange exchange) throws IOException;
}
