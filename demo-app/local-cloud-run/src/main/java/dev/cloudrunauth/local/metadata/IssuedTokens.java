package dev.cloudrunauth.local.metadata;

import dev.cloudrunauth.local.fault.Minting;
import dev.cloudrunauth.local.identity.IdTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The ID tokens that the metadata server has issued and gives out again. Threads may share it. */
final class IssuedTokens {

  /** An audience's token stays the same until so long before its end. */
  private static final Duration RENEWAL = Duration.ofMinutes(4);

  private final IdTokens tokens;
  private final String principal;
  private final Clock clock;

  IssuedTokens(IdTokens tokens, String principal, Clock clock) {
    this.tokens = tokens;
    this.principal = principal;
    this.clock = clock;
  }

  synchronized String token(String audience, boolean full, Minting minting) {
    var wish = new IdTokens.Wish(audience, principal, claims(full));
    return tokens
        .last(wish)
        .filter(old -> old.minting().equals(minting) && !isEnding(old))
        .orElseGet(() -> tokens.mint(wish, minting))
        .token();
  }

  /** Judged by the clock by which it was issued. */
  private boolean isEnding(IdTokens.Minted token) {
    var now = clock.instant().plus(token.minting().offset());
    return !now.isBefore(token.expiresAt().minus(RENEWAL));
  }

  private Map<String, Object> claims(boolean full) {
    var claims = new HashMap<String, Object>();
    if (full) {
      claims.putAll(IdTokens.emailOf(principal));
      claims.put("google", Map.of("compute_engine", Instance.CLAIMS));
    }
    return claims;
  }
}
