package dev.cloudrunauth.management;

import dev.cloudrunauth.token.TokenTally;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the tokens of one audience have fared, in types that every JMX client knows. Immutable. */
public final class AudienceReport {

  private final TokenTally tally;
  private final long nowMillis;

  AudienceReport(TokenTally tally, long nowMillis) {
    this.tally = tally;
    this.nowMillis = nowMillis;
  }

  /** {@return whom the tokens are for} */
  public String getAudience() {
    return tally.audience().aud();
  }

  /** {@return the service account that is impersonated for them, or {@code null}} */
  public @Nullable String getImpersonate() {
    return tally.audience().impersonate();
  }

  /** {@return how many tokens were minted} */
  public long getMinted() {
    return tally.minted();
  }

  /** {@return how many of them took the place of one that was still in use} */
  public long getRenewed() {
    return tally.renewed();
  }

  /** {@return how many times a token was asked for in vain} */
  public long getFailures() {
    return tally.failures();
  }

  /** {@return how many requests left with one} */
  public long getRequests() {
    return tally.sent();
  }

  /** {@return the age of the present token in seconds, or {@code null} if there is none} */
  public @Nullable Long getAgeSeconds() {
    return tally.issuedAtMillis() == 0 ? null : (nowMillis - tally.issuedAtMillis()) / 1_000;
  }

  /**
   * {@return when the present token ends, as in {@code 2026-11-23T09:30:00Z}; {@code null} for
   * none}
   */
  public @Nullable String getExpiresAt() {
    return tally.expiresAtMillis() == 0
        ? null
        : Instant.ofEpochMilli(tally.expiresAtMillis()).toString();
  }
}
