package dev.cloudrunauth.audience;

/** Hosts of Cloud Run functions: all functions of a project's region share one. */
public final class FunctionHost {

  private static final String DOMAIN = ".cloudfunctions.net";

  private FunctionHost() {}

  /** Whether a host, or an origin with the default port, is one; in lower case. */
  public static boolean isIn(String text) {
    return text.endsWith(DOMAIN);
  }
}
