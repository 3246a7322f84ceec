package dev.cloudrunauth.explain;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a token says of itself, read without checking its signature. Immutable; nothing of the
 * token's signature and no other claim is kept.
 */
final class TokenClaims {

  private static final int MOST_CHARACTERS = 16 << 10;
  private static final int MOST_DIGITS = 12;

  /** The {@code aud} claim, or the empty string if there is no single one. */
  final String audience;

  final @Nullable String email;
  final String issuer;

  /** In milliseconds since the epoch; 0 if it does not say. */
  final long expiresAtMillis;

  /** In milliseconds since the epoch; 0 if it does not say. */
  final long issuedAtMillis;

  private TokenClaims(Map<String, String> payload) {
    audience = payload.getOrDefault("aud", "");
    email = payload.get("email");
    issuer = payload.getOrDefault("iss", "");
    expiresAtMillis = millis(payload.getOrDefault("exp", ""));
    issuedAtMillis = millis(payload.getOrDefault("iat", ""));
  }

  /**
   * The claims of a JWT.
   *
   * @param token what stands behind {@code Bearer}
   * @return {@code null} if it is not three parts with dots between, the second of them JSON
   */
  static @Nullable TokenClaims in(String token) {
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (first < 0
        || second < 0
        || token.indexOf('.', second + 1) >= 0
        || token.length() > MOST_CHARACTERS) {
      return null;
    }
    try {
      var payload = Base64.getUrlDecoder().decode(token.substring(first + 1, second));
      var scalars = JsonScalars.in(new String(payload, StandardCharsets.UTF_8));
      return scalars.isEmpty() ? null : new TokenClaims(scalars);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  /** Whether Google says that it has made it. */
  boolean isGoogles() {
    return issuer.equals("https://accounts.google.com") || issuer.equals("accounts.google.com");
  }

  private static long millis(String seconds) {
    long number = 0;
    for (int i = 0; i < seconds.length(); i++) {
      char c = seconds.charAt(i);
      if (c < '0' || c > '9' || i == MOST_DIGITS) {
        return 0;
      }
      number = 10 * number + (c - '0');
    }
    return 1_000 * number;
  }
}
