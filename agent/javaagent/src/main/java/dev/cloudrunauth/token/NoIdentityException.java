package dev.cloudrunauth.token;

/** There are no Google credentials here: nobody a token could speak for. */
public final class NoIdentityException extends TokenSourceException {

  private final boolean certain;

  /**
   * No identity was found.
   *
   * @param message where it was looked for, and what to do
   * @param certain whether there is no metadata server at all, as far as can be told: its host is
   *     unknown, or something else answers there. If not, it may only be late
   */
  public NoIdentityException(String message, boolean certain) {
    super(message, false, 0, null);
    this.certain = certain;
  }

  /** Whether there is no metadata server at all; if not, it is worth looking again soon. */
  public boolean isCertain() {
    return certain;
  }
}
