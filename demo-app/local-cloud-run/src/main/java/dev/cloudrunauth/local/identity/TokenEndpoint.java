package dev.cloudrunauth.local.identity;

import com.nimbusds.jwt.SignedJWT;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Recording;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.http.Wire;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.Callback;

/**
 * Google's OAuth token endpoint, where the key of a service account buys tokens: {@code POST
 * /token} at {@code oauth2.googleapis.com}, and at the loopback address in plain http. Threads may
 * share it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523">RFC 7523</a>
 */
public final class TokenEndpoint extends Handler.Abstract {

  /** Where Google has it. */
  public static final String HOST = "oauth2.googleapis.com";

  private static final String PATH = "/token";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final IdTokens tokens;
  private final Clock clock;
  private final Map<String, ServiceAccountKey> keys = new ConcurrentHashMap<>();
  private final Recording<TokenRequest> received = new Recording<>();

  /** Starts without a key. */
  public TokenEndpoint(IdTokens tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Makes a key of an account and returns the content of the key's file. */
  public Body newKey(String principal, URI tokenUri) {
    var key = new ServiceAccountKey(principal);
    keys.put(key.signingKey().id(), key);
    return key.file(tokenUri);
  }

  /** Returns every request so far, in order. */
  public List<TokenRequest> received() {
    return received.all();
  }

  /** Forgets the requests so far. */
  public void clear() {
    received.clear();
  }

  /** Leaves other hosts and paths to the next handler. */
  @Override
  public boolean handle(
      org.eclipse.jetty.server.Request from,
      org.eclipse.jetty.server.Response to,
      Callback callback)
      throws IOException {
    String host = Wire.host(from);
    boolean isHere = host.equals(HOST) || host.equals("127.0.0.1") || host.equals("localhost");
    if (!isHere || !PATH.equals(from.getHttpURI().getPath())) {
      return false;
    }
    Wire.write(answer(Wire.read(from)), to, callback);
    return true;
  }

  private Response answer(Request request) {
    if (!request.field("grant_type").equals(Optional.of(GRANT))) {
      return refusal("unsupported_grant_type", "The grant_type must be " + GRANT);
    }
    try {
      var grant = grant(request);
      received.add(grant);
      return Response.json(200, grant.targetAudience().isEmpty() ? accessToken() : idToken(grant));
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

  private static Map<String, Object> accessToken() {
    return Map.of(
        "access_token", "ya29." + UUID.randomUUID(), "expires_in", 3599, "token_type", "Bearer");
  }

  private static Response refusal(String error, String description) {
    return Response.json(400, Map.of("error", error, "error_description", description));
  }
}
