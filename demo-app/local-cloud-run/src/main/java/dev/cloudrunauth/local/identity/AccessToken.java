package dev.cloudrunauth.local.identity;

import java.time.Instant;

/**
 * An access token: opaque, as Google's are, and of no use with private services. Immutable.
 *
 * @param value what stands behind {@code Bearer}
 * @param expiresAt until when it is valid
 */
public record AccessToken(String value, Instant expiresAt) {

  /** Says until when it is valid, not what it is. */
  @Override
  public String toString() {
    return "until " + expiresAt;
  }
}
