package dev.cloudrunauth.token;

import dev.cloudrunauth.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * A Google-signed ID token, with what the agent needs to know of its claims.
 *
 * <p>Immutable, and silent: {@link #toString} tells the claims and never a part of the token.
 */
public final class IdToken {

  private final String headerValue;
  private final String audience;
  private final @Nullable String principal;
  private final long expiresAtMillis;
  private final long issuedAtMillis;

  /**
   * A token as it came from its source.
   *
   * @param encoded the signed JWT, three parts with dots between
   * @param audience the {@code aud} claim
   * @param principal the {@code email} claim, if the source told it
   * @param expiresAtMillis the {@code exp} claim, in milliseconds since the epoch
   * @param issuedAtMillis the {@code iat} claim, in milliseconds since the epoch; 0 if there is
   *     none
   */
  public IdToken(
      String encoded,
      String audience,
      @Nullable String principal,
      long expiresAtMillis,
      long issuedAtMillis) {
    this.headerValue = "Bearer " + encoded;
    this.audience = audience;
    this.principal = principal;
    this.expiresAtMillis = expiresAtMillis;
    this.issuedAtMillis = issuedAtMillis;
  }

  /** The value of the header that carries it: {@code Bearer}, a space, and the token. */
  public String headerValue() {
    return headerValue;
  }

  /** The service that it is for: the {@code aud} claim. */
  public String audience() {
    return audience;
  }

  /** Whom it speaks for: the {@code email} claim, or {@code null} if there is none. */
  public @Nullable String principal() {
    return principal;
  }

  /** When it ends, in milliseconds since the epoch. */
  public long expiresAtMillis() {
    return expiresAtMillis;
  }

  /** When it was made, in milliseconds since the epoch, or 0 if it does not say. */
  public long issuedAtMillis() {
    return issuedAtMillis;
  }

  @Override
  public String toString() {
    return Printable.line("ID token of " + principal + " for " + audience);
  }
}
