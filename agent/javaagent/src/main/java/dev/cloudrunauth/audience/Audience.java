package dev.cloudrunauth.audience;

import dev.cloudrunauth.text.Printable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one ID token is made for: the value of its {@code aud} claim and the identity that mints it.
 * Immutable, and the key of the token cache, which is why nothing else is in it: two requests that
 * may share a token have equal audiences.
 */
public final class Audience {
  private final String aud;
  private final @Nullable String impersonate;
  private final int hash;

  /**
   * Creates an audience.
   *
   * @param aud the value of the token's {@code aud} claim, verbatim
   * @param impersonate the e-mail address of the service account that mints the token, or {@code
   *     null} for the ambient identity
   */
  public Audience(String aud, @Nullable String impersonate) {
    this.aud = aud;
    this.impersonate = impersonate;
    this.hash = 31 * aud.hashCode() + Objects.hashCode(impersonate);
  }

  /** The value of the token's {@code aud} claim. */
  public String aud() {
    return aud;
  }

  /** The service account that mints the token, or {@code null} for the ambient identity. */
  public @Nullable String impersonate() {
    return impersonate;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Audience)) {
      return false;
    }
    Audience that = (Audience) other;
    return hash == that.hash
        && aud.equals(that.aud)
        && Objects.equals(impersonate, that.impersonate);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The audience as log lines show it; the service account is named when there is one. */
  @Override
  public String toString() {
    return Printable.line(impersonate == null ? aud : aud + " as " + impersonate);
  }
}
