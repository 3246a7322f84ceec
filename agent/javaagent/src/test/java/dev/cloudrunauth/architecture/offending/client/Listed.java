package dev.cloudrunauth.architecture.offending.client;

import dev.cloudrunauth.architecture.offending.client.one.Back;

/** A list of clients that loads one of them. */
public class Listed {

  Back client() {
    return new Back();
  }
}
