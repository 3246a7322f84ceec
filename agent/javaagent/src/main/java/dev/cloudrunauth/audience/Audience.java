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
  private final boolean isForUsers;
  private final int hash;

  /**
   * Creates an audience.
   *
   * @param aud the value of the token's {@code aud} claim, verbatim
   * @param impersonate the e-mail address of the service account that mints the token, or {@code
   *     null} for the ambient identity
   */
  public Audience(String aud, @Nullable String impersonate) {
    this(aud, impersonate, false);
  }

  private Audience(String aud, @Nullable String impersonate, boolean isForUsers) {
    this.aud = aud;
    this.impersonate = impersonate;
    this.isForUsers = isForUsers;
    this.hash = 31 * aud.hashCode() + Objects.hashCode(impersonate);
  }

  /**
   * The same audience, for a token of the ambient identity's own even if that is a person. Such a
   * token names the OAuth client that the person has logged in to in place of the audience.
   */
  Audience orForUsers() {
    return impersonate == null ? new Audience(aud, null, true) : this;
  }

  /** Whether a person's own token may be sent. */
  public boolean isForUsers() {
    return isForUsers;
  }

  /** The value of the {@code aud} claim, unless the token is a person's own. */
  public String aud() {
    return aud;
  }

  /**
   * Whether a token may be sent, by what its {@code aud} claim says.
   *
   * @param claim the claim
   */
  public boolean mayBe(String claim) {
    return claim.equals(aud) || (isForUsers && GcloudClient.isId(claim));
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
        && isForUsers == that.isForUsers
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
