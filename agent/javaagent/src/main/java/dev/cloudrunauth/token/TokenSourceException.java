package dev.cloudrunauth.token;

import dev.cloudrunauth.text.Printable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a source gave no token, and whether it is worth asking again. Never shows a token. */
public class TokenSourceException extends IOException {

  private final boolean retryable;
  private final long retryAfterMillis;

  /**
   * A failure of the source.
   *
   * @param message what the source said
   * @param retryable whether the same question may be answered a little later
   * @param retryAfterMillis how long the source asked to be left alone, or 0
   * @param cause the failure behind it
   */
  public TokenSourceException(
      String message, boolean retryable, long retryAfterMillis, @Nullable Throwable cause) {
    super(Printable.line(message), cause);
    this.retryable = retryable;
    this.retryAfterMillis = retryAfterMillis;
  }

  /** Whether the same question may be answered a little later. */
  public boolean isRetryable() {
    return retryable;
  }

  /**
   * Whether a failure that is worth another try looks as if it would stay: GKE's metadata server
   * answers 404 while an account's binding is on its way, and for ever where there is none.
   */
  public boolean isLikelyPermanent() {
    return false;
  }

  /** How long the source asked to be left alone, in milliseconds; 0 if it did not say. */
  public long retryAfterMillis() {
    return retryAfterMillis;
  }
}
