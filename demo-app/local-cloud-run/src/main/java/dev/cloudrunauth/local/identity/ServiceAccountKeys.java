package dev.cloudrunauth.local.identity;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of service accounts, and what is signed with them. Threads may share it. */
public final class ServiceAccountKeys {

  private final Clock clock;
  private final Map<String, ServiceAccountKey> keys = new ConcurrentHashMap<>();

  /**
   * Starts without a key.
   *
   * @param clock by which what is signed expires
   */
  public ServiceAccountKeys(Clock clock) {
    this.clock = clock;
  }

  ServiceAccountKey make(String principal) {
    var key = new ServiceAccountKey(principal);
    keys.put(key.signingKey().id(), key);
    return key;
  }

  /** Returns the account whose key has signed a token for an API, if it is valid. */
  Optional<String> signerOf(String token, String api) {
    try {
      return Optional.of(check(token, Set.of(api)).principal());
    } catch (InvalidTokenException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads what a client asks for in an assertion.
   *
   * @param assertion a JWT that the client has signed
   * @param audiences of which the assertion must name one
   * @throws InvalidTokenException if it does not prove that the client has a key
   */
  TokenRequest check(String assertion, Set<String> audiences) throws InvalidTokenException {
    try {
      return check(SignedJWT.parse(assertion), audiences);
    } catch (ParseException e) {
      throw new InvalidTokenException("it is not a signed JWT");
    }
  }

  private TokenRequest check(SignedJWT assertion, Set<String> audiences)
      throws InvalidTokenException, ParseException {
    var key = keys.get(assertion.getHeader().getKeyID());
    if (key == null || !key.signingKey().hasSigned(assertion)) {
      throw new InvalidTokenException("no key of this account has signed it");
    }
    var claims = assertion.getJWTClaimsSet();
    if (!key.principal().equals(claims.getIssuer())) {
      throw new InvalidTokenException("its issuer is not the account that the key belongs to");
    }
    var expiresAt = claims.getExpirationTime();
    if (expiresAt == null || !clock.instant().isBefore(expiresAt.toInstant())) {
      throw new InvalidTokenException("it has expired");
    }
    if (Collections.disjoint(claims.getAudience(), audiences)) {
      throw new InvalidTokenException("its audience is none of " + audiences);
    }
    return new TokenRequest(
        key.principal(), Optional.ofNullable(claims.getStringClaim("target_audience")));
  }
}
