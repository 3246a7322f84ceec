package dev.cloudrunauth.architecture.offending.client.two;

/** What another client uses. */
public class Shared {

  /** What it uses. */
  public static final String PREFIX = String.valueOf("x");
}
