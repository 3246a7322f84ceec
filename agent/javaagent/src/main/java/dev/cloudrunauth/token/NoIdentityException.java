package dev.cloudrunauth.token;

/** There are no Google credentials here: nobody a token could speak for. */
public final class NoIdentityException extends TokenSourceException {

  /**
   * No identity was found.
   *
   * @param message where it was looked for, and what to do
   */
  public NoIdentityException(String message) {
    super(message, false, 0, null);
  }
}
