package dev.cloudrunauth.local.metadata;

import dev.cloudrunauth.local.identity.IdTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The ID tokens that the metadata server has issued and gives out again. Threads may share it. */
final class IssuedTokens {

  /** An audience's token stays the same until so long before its end. */
  private static final Duration RENEWAL = Duration.ofMinutes(4);

  private final IdTokens tokens;
  private final String principal;
  private final Clock clock;
  private final Map<Wish, Issued> issued = new HashMap<>();

  IssuedTokens(IdTokens tokens, String principal, Clock clock) {
    this.tokens = tokens;
    this.principal = principal;
    this.clock = clock;
  }

  synchronized String token(String audience, boolean full) {
    return issued
        .compute(
            new Wish(audience, full),
            (wish, old) -> old == null || isEnding(old) ? issue(wish) : old)
        .token();
  }

  private boolean isEnding(Issued token) {
    return !clock.instant().isBefore(token.expiresAt().minus(RENEWAL));
  }

  private Issued issue(Wish wish) {
    var expiresAt = tokens.expiryFromNow();
    var claims = new HashMap<String, Object>();
    if (wish.full()) {
      claims.putAll(IdTokens.emailOf(principal));
      claims.put("google", Map.of("compute_engine", Instance.CLAIMS));
    }
    return new Issued(tokens.issue(wish.audience(), principal, expiresAt, claims), expiresAt);
  }

  private record Wish(String audience, boolean full) {}

  private record Issued(String token, Instant expiresAt) {

    @Override
    public String toString() {
      return "until " + expiresAt;
    }
  }
}
