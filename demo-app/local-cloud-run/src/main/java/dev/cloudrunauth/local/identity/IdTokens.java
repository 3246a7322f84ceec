package dev.cloudrunauth.local.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Issues ID tokens and checks them, as Google does. Threads may share it. */
public final class IdTokens {

  static final String ISSUER = "https://accounts.google.com";

  private final SigningKey key;
  private final Clock clock;
  private final Duration lifetime;
  private final Map<String, String> principals = new ConcurrentHashMap<>();

  /**
   * Starts with no token issued.
   *
   * @param key what signs them
   * @param clock by which they expire
   * @param lifetime of a token
   */
  public IdTokens(SigningKey key, Clock clock, Duration lifetime) {
    this.key = key;
    this.clock = clock;
    this.lifetime = lifetime;
  }

  /** Returns the claims by which a service learns the e-mail of its caller. */
  public static Map<String, Object> emailOf(String principal) {
    return Map.of("email", principal, "email_verified", true);
  }

  /** Returns when a token ends that is issued now: whole seconds, as in a JWT. */
  public Instant expiryFromNow() {
    return Instant.ofEpochSecond(clock.instant().plus(lifetime).getEpochSecond());
  }

  /**
   * Issues a token.
   *
   * @param audience for whom
   * @param principal the e-mail of the account that it stands for
   * @param expiresAt its end, which may be in the past
   * @param more claims beside the usual ones
   */
  public String issue(
      String audience, String principal, Instant expiresAt, Map<String, Object> more) {
    String subject = UniqueId.of(principal);
    principals.put(subject, principal);
    var claims =
        new JWTClaimsSet.Builder()
            .audience(audience)
            .claim("azp", subject)
            .expirationTime(Date.from(expiresAt))
            .issueTime(Date.from(expiresAt.minus(lifetime)))
            .issuer(ISSUER)
            .subject(subject);
    more.forEach(claims::claim);
    return key.sign(claims.build());
  }

  /**
   * Checks signature, issuer, audience and expiry.
   *
   * @param token what stood behind {@code Bearer}
   * @param audiences of which the token must name one
   * @throws InvalidTokenException if one of them is wrong, or if this is no JWT at all
   */
  public IdToken check(String token, Set<String> audiences) throws InvalidTokenException {
    try {
      var jwt = SignedJWT.parse(token);
      if (!key.hasSigned(jwt)) {
        throw new InvalidTokenException("its signature is not Google's");
      }
      return check(jwt.getJWTClaimsSet(), audiences, IdToken.fingerprint(token));
    } catch (ParseException e) {
      throw new InvalidTokenException("it is not an ID token: not a signed JWT");
    }
  }

  private IdToken check(JWTClaimsSet claims, Set<String> audiences, String fingerprint)
      throws InvalidTokenException, ParseException {
    if (!ISSUER.equals(claims.getIssuer())) {
      throw new InvalidTokenException("its issuer is not " + ISSUER);
    }
    List<String> audience = claims.getAudience();
    if (audience.size() != 1 || !audiences.contains(audience.get(0))) {
      throw new InvalidTokenException(
          "its audience is " + audience + ", expected one of " + audiences);
    }
    if (claims.getExpirationTime() == null) {
      throw new InvalidTokenException("it does not say when it expires");
    }
    Instant expiresAt = claims.getExpirationTime().toInstant();
    if (!clock.instant().isBefore(expiresAt)) {
      throw new InvalidTokenException("it expired at " + expiresAt);
    }
    return new IdToken(
        audience.get(0),
        principals.getOrDefault(claims.getSubject(), "unknown"),
        Optional.ofNullable(claims.getStringClaim("email")),
        expiresAt,
        fingerprint);
  }
}
