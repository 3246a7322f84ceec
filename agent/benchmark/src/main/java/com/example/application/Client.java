package com.example.application;

import java.net.URI;

/** What makes an application's calls. Any number of threads may use it at once. */
@FunctionalInterface
interface Client {

  /**
   * Makes a GET request and waits for the whole answer.
   *
   * @return its status
   * @throws Exception if there is no answer
   */
  int get(URI uri) throws Exception;
}
