package dev.cloudrunauth.local.identity;

/** Says why a token is not accepted, without showing it. */
public final class InvalidTokenException extends Exception {

  InvalidTokenException(String reason) {
    super(reason);
  }
}
