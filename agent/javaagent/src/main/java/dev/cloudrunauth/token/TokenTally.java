package dev.cloudrunauth.token;

import dev.cloudrunauth.audience.Audience;

/** How the tokens of one audience have fared since the process began. Immutable. */
public final class TokenTally {

  private final Audience audience;
  private final long minted;
  private final long renewed;
  private final long failures;
  private final long sent;
  private final long issuedAtMillis;
  private final long expiresAtMillis;

  TokenTally(
      Audience audience,
      long minted,
      long renewed,
      long failures,
      long sent,
      long issuedAtMillis,
      long expiresAtMillis) {
    this.audience = audience;
    this.minted = minted;
    this.renewed = renewed;
    this.failures = failures;
    this.sent = sent;
    this.issuedAtMillis = issuedAtMillis;
    this.expiresAtMillis = expiresAtMillis;
  }

  /** Whom the tokens are for. */
  public Audience audience() {
    return audience;
  }

  /** How many tokens the source gave; one that it gave again is none. */
  public long minted() {
    return minted;
  }

  /** How many of them took the place of one that was still in use. */
  public long renewed() {
    return renewed;
  }

  /** How many times the source was asked and gave none, or none that could be used. */
  public long failures() {
    return failures;
  }

  /** How many requests left with one, each hop and each retry counted. */
  public long sent() {
    return sent;
  }

  /** When the present token was made, in milliseconds since the epoch; 0 if that is not known. */
  public long issuedAtMillis() {
    return issuedAtMillis;
  }

  /** When the present token ends, in milliseconds since the epoch; 0 if there is none. */
  public long expiresAtMillis() {
    return expiresAtMillis;
  }
}
