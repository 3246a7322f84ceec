package dev.cloudrunauth.local.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.cloudrunauth.local.MutableClock;
import dev.cloudrunauth.local.fault.Minting;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdTokensTest {

  private static final SigningKey KEY = SigningKey.generate();

  private static final IdTokens.Wish WISH = new IdTokens.Wish("a", "me@example.com", Map.of());

  private final MutableClock clock = new MutableClock();
  private final IdTokens tokens = new IdTokens(KEY, clock, Duration.ofHours(1));

  @Test
  void tokenOfAnotherIssuerIsInvalid() {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("https://accounts.example.com")
            .audience("a")
            .expirationTime(Date.from(clock.instant().plusSeconds(60)))
            .build();
    var refusal =
        assertThrows(
            InvalidTokenException.class, () -> tokens.check(KEY.sign(claims), Set.of("a")));
    assertEquals("its issuer is not https://accounts.google.com", refusal.getMessage());
  }

  @Test
  void tokenWithoutExpiryIsInvalid() {
    var claims = new JWTClaimsSet.Builder().issuer(IdTokens.ISSUER).audience("a").build();
    assertThrows(InvalidTokenException.class, () -> tokens.check(KEY.sign(claims), Set.of("a")));
  }

  @Test
  void tokenIsValidToTheLastSecond() throws Exception {
    String token = tokens.mint(WISH, Minting.PROPER).token();
    clock.advance(Duration.ofMinutes(60).minusSeconds(1));
    assertEquals("me@example.com", tokens.check(token, Set.of("a")).principal());
    clock.advance(Duration.ofSeconds(1));
    assertThrows(InvalidTokenException.class, () -> tokens.check(token, Set.of("a")));
  }

  @Test
  void principalIsKnownWithoutAnEmailInTheToken() throws Exception {
    var token = tokens.check(tokens.mint(WISH, Minting.PROPER).token(), Set.of("a"));
    assertEquals("me@example.com", token.principal());
    assertEquals(Optional.empty(), token.email());
  }
}
