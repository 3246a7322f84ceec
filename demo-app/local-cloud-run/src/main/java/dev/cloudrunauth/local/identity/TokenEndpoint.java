package dev.cloudrunauth.local.identity;

import com.nimbusds.jwt.SignedJWT;
import dev.cloudrunauth.local.fault.FaultyServer;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Google's OAuth token endpoint, where the key of a service account buys tokens: {@code POST
 * /token} at {@code oauth2.googleapis.com}, and at the loopback address in plain http. Threads may
 * share it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523">RFC 7523</a>
 */
public final class TokenEndpoint extends FaultyServer<TokenRequest> {

  /** Where Google has it. */
  public static final String HOST = "oauth2.googleapis.com";

  private static final String PATH = "/token";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final IdTokens tokens;
  private final AccessTokens accessTokens;
  private final Clock clock;
  private final Map<String, ServiceAccountKey> keys = new ConcurrentHashMap<>();

  /**
   * Starts without a key.
   *
   * @param tokens who signs ID tokens
   * @param accessTokens who issues access tokens
   * @param clock by which assertions expire
   */
  public TokenEndpoint(IdTokens tokens, AccessTokens accessTokens, Clock clock) {
    this.tokens = tokens;
    this.accessTokens = accessTokens;
    this.clock = clock;
  }

  /** Makes a key of an account and returns the content of the key's file. */
  public Body newKey(String principal, URI tokenUri) {
    var key = new ServiceAccountKey(principal);
    keys.put(key.signingKey().id(), key);
    return key.file(tokenUri);
  }

  @Override
  public boolean isAt(String host, String path) {
    boolean isHere = host.equals(HOST) || host.equals("127.0.0.1") || host.equals("localhost");
    return isHere && path.equals(PATH);
  }

  @Override
  protected TokenRequest entry(Request request) {
    try {
      return grant(request);
    } catch (InvalidTokenException | ParseException e) {
      return new TokenRequest(TokenRequest.NOBODY, Optional.empty());
    }
  }

  @Override
  protected boolean isForToken(Request request) {
    return true;
  }

  @Override
  protected Response answer(Request request) {
    if (!request.field("grant_type").equals(Optional.of(GRANT))) {
      return refusal("unsupported_grant_type", "The grant_type must be " + GRANT);
    }
    try {
      var grant = grant(request);
      return Response.json(
          200, grant.targetAudience().isEmpty() ? accessToken(grant) : idToken(grant));
    } catch (InvalidTokenException | ParseException e) {
      return refusal("invalid_grant", "Invalid JWT: " + e.getMessage());
    }
  }

  private TokenRequest grant(Request request) throws InvalidTokenException, ParseException {
    var assertion = SignedJWT.parse(request.field("assertion").orElse(""));
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
    if (!claims.getAudience().contains(request.origin() + PATH)) {
      throw new InvalidTokenException("its audience is not " + request.origin() + PATH);
    }
    return new TokenRequest(
        key.principal(), Optional.ofNullable(claims.getStringClaim("target_audience")));
  }

  private Map<String, Object> idToken(TokenRequest grant) {
    return Map.of(
        "id_token",
        tokens.issue(
            grant.targetAudience().orElseThrow(),
            grant.principal(),
            tokens.expiryFromNow(),
            IdTokens.emailOf(grant.principal())));
  }

  private Map<String, Object> accessToken(TokenRequest grant) {
    return accessTokens.fields(accessTokens.issue(grant.principal()));
  }

  private static Response refusal(String error, String description) {
    return Response.json(400, Map.of("error", error, "error_description", description));
  }
}
