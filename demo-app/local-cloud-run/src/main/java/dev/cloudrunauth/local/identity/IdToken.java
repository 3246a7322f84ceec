package dev.cloudrunauth.local.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What an ID token says, once it has been found valid; not the token itself. Immutable.
 *
 * @param audience for whom it is
 * @param principal whose it is: the e-mail of the account that its {@code sub} names
 * @param email the e-mail that it carries, for the service to read; without {@code format=full} the
 *     metadata server leaves it out
 * @param expiresAt until when it is valid
 * @param fingerprint the first 8 hex digits of the token's SHA-256: equal for equal tokens
 */
public record IdToken(
    String audience,
    String principal,
    Optional<String> email,
    Instant expiresAt,
    String fingerprint) {

  static String fingerprint(String token) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
