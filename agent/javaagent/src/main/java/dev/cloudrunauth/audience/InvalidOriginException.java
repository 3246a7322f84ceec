package dev.cloudrunauth.audience;

/**
 * Says why a configured text is no origin, no wildcard or no host, and what to write instead. The
 * message is a clause that reads on after the offending text: {@code "http://orders": an audience
 * must start with https://, …}.
 */
public final class InvalidOriginException extends Exception {
  InvalidOriginException(String message) {
    super(message);
  }

  /** The clause: never {@code null}. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
