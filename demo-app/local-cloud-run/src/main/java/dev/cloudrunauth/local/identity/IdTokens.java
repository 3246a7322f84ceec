package dev.cloudrunauth.local.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cloudrunauth.local.fault.Garbage;
import dev.cloudrunauth.local.fault.Minting;
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

  /**
   * What a token is to say. Immutable.
   *
   * @param audience for whom it is
   * @param principal the e-mail of the account that it stands for
   * @param more claims beside the usual ones
   */
  public record Wish(String audience, String principal, Map<String, Object> more) {

    /** Keeps its own copy. */
    public Wish {
      more = Map.copyOf(more);
    }
  }

  /**
   * What was minted. Immutable.
   *
   * @param token what stands behind {@code Bearer}
   * @param expiresAt its end
   * @param minting what was odd about it
   */
  public record Minted(String token, Instant expiresAt, Minting minting) {

    /** Says until when it is valid, not what it is. */
    @Override
    public String toString() {
      return "until " + expiresAt;
    }
  }

  static final String ISSUER = "https://accounts.google.com";

  private final SigningKey key;
  private final Clock clock;
  private final Duration lifetime;
  private final Map<String, String> principals = new ConcurrentHashMap<>();
  private final Map<Wish, Minted> last = new ConcurrentHashMap<>();

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

  /** Returns the last token that was minted for a wish and was none that is garbage. */
  public Optional<Minted> last(Wish wish) {
    return Optional.ofNullable(last.get(wish));
  }

  /** Mints what is wished for, unless the minting is odd and it is to be something else. */
  public Minted mint(Wish wish, Minting minting) {
    var old = last.get(wish);
    if (minting.again() && old != null) {
      return old;
    }
    if (minting.garbage().isPresent()) {
      return new Minted(garbage(wish, minting.garbage().get()), clock.instant(), minting);
    }
    var length = minting.lifetime().orElse(lifetime);
    var issuedAt = now().plus(minting.offset());
    var expiresAt = issuedAt.plus(length);
    var minted =
        new Minted(key.sign(claims(wish, issuedAt, expiresAt).build()), expiresAt, minting);
    last.put(wish, minted);
    return minted;
  }

  /**
   * Issues a token.
   *
   * @param audience for whom
   * @param principal the e-mail of the account that it stands for
   * @param expiresAt its end, which may be in the past
   */
  public String issue(String audience, String principal, Instant expiresAt) {
    var wish = new Wish(audience, principal, emailOf(principal));
    return key.sign(claims(wish, expiresAt.minus(lifetime), expiresAt).build());
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

  private JWTClaimsSet.Builder claims(Wish wish, Instant issuedAt, Instant expiresAt) {
    String subject = UniqueId.of(wish.principal());
    principals.put(subject, wish.principal());
    var claims =
        new JWTClaimsSet.Builder()
            .audience(wish.audience())
            .claim("azp", subject)
            .expirationTime(Date.from(expiresAt))
            .issueTime(Date.from(issuedAt))
            .issuer(ISSUER)
            .subject(subject);
    wish.more().forEach(claims::claim);
    return claims;
  }

  private String garbage(Wish wish, Garbage garbage) {
    var now = now();
    var usual = claims(wish, now, now.plus(lifetime));
    return switch (garbage) {
      case NO_EXPIRY -> key.sign(usual.expirationTime(null).build());
      case EXPIRED -> key.sign(claims(wish, now.minus(lifetime), now.minusSeconds(60)).build());
      case OTHER_AUDIENCE -> key.sign(usual.audience("https://somebody-else.example.com").build());
      default -> "this is not a token";
    };
  }

  /** Whole seconds, as in a JWT. */
  private Instant now() {
    return Instant.ofEpochSecond(clock.instant().getEpochSecond());
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
