package com.example.application;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;

/** What an application does to a request before it goes out. Any number of threads may use it. */
@FunctionalInterface
interface Signer {

  /**
   * Adds what the service asks for.
   *
   * @throws IOException if that cannot be had
   */
  void sign(HttpRequest.Builder request, URI uri) throws IOException;
}
