package dev.cloudrunauth.architecture.offending.client.two;

import dev.cloudrunauth.architecture.offending.client.Listed;
import dev.cloudrunauth.architecture.offending.client.one.Back;

/** What another client uses, and what uses it and the list of clients. */
public class Shared {

  /** What it uses. */
  public static final String PREFIX = String.valueOf("x");

  Back back() {
    return new Back();
  }

  Listed list() {
    return new Listed();
  }
}
