package dev.cloudrunauth.local.identity;

import dev.cloudrunauth.local.fault.FaultyServer;
import dev.cloudrunauth.local.fault.Minting;
import dev.cloudrunauth.local.http.Body;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Google's OAuth token endpoint, where the key of a service account and the login of a person buy
 * tokens: {@code POST /token} at {@code oauth2.googleapis.com}, and at the loopback address in
 * plain http. Threads may share it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523">RFC 7523</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-6">RFC 6749, section 6</a>
 */
public final class TokenEndpoint extends FaultyServer<TokenRequest> {

  /** Where Google has it. */
  public static final String HOST = "oauth2.googleapis.com";

  /** The audience of the ID tokens that a person's login yields. */
  public static final String USERS_AUDIENCE = UserLogin.CLIENT_ID;

  private static final String PATH = "/token";
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String REFRESH_TOKEN = "refresh_token";

  private final IdTokens tokens;
  private final AccessTokens accessTokens;
  private final ServiceAccountKeys keys;
  private final Map<String, UserLogin> logins = new ConcurrentHashMap<>();

  /**
   * Starts without a login.
   *
   * @param tokens who signs ID tokens
   * @param accessTokens who issues access tokens
   * @param keys of service accounts
   * @param clock by which the steps of a script last
   */
  public TokenEndpoint(
      IdTokens tokens, AccessTokens accessTokens, ServiceAccountKeys keys, Clock clock) {
    super("oauth", clock);
    this.tokens = tokens;
    this.accessTokens = accessTokens;
    this.keys = keys;
  }

  /** Makes a key of an account and returns the content of the key's file. */
  public Body newKey(String principal, URI tokenUri) {
    return keys.make(principal).file(tokenUri);
  }

  /** Logs a person in and returns the content of the file that gcloud leaves behind. */
  public Body newLogin(String email) {
    var login = UserLogin.of(email);
    logins.put(login.refreshToken(), login);
    return login.file();
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
    } catch (InvalidTokenException e) {
      return new TokenRequest(TokenRequest.NOBODY, Optional.empty());
    }
  }

  @Override
  protected boolean isForToken(Request request) {
    return true;
  }

  @Override
  protected Response answer(Request request, Minting minting) {
    String grantType = request.field("grant_type").orElse("");
    if (!grantType.equals(JWT_BEARER) && !grantType.equals(REFRESH_TOKEN)) {
      return OAuthError.of(
          "unsupported_grant_type", "The grant_type must be one of those that are known here");
    }
    try {
      var grant = grant(request);
      return Response.json(
          200,
          grantType.equals(REFRESH_TOKEN) ? ofUser(grant, minting) : ofAccount(grant, minting));
    } catch (InvalidTokenException e) {
      return OAuthError.of("invalid_grant", "Bad Request: " + e.getMessage());
    }
  }

  private TokenRequest grant(Request request) throws InvalidTokenException {
    if (!request.field("grant_type").equals(Optional.of(REFRESH_TOKEN))) {
      return keys.check(request.field("assertion").orElse(""), audiences(request));
    }
    var login = logins.get(request.field(REFRESH_TOKEN).orElse(""));
    boolean isKnown =
        login != null
            && request.field("client_id").equals(Optional.of(UserLogin.CLIENT_ID))
            && request.field("client_secret").equals(Optional.of(UserLogin.CLIENT_SECRET));
    if (login == null || !isKnown) {
      throw new InvalidTokenException("no login of this client has that refresh token");
    }
    return new TokenRequest(login.email(), Optional.empty());
  }

  /** Google's library asks for access tokens in the name of the public address, wherever it is. */
  private static Set<String> audiences(Request request) {
    // Not Set.of, which refuses the same one twice.
    return new HashSet<>(List.of("https://" + HOST + PATH, request.origin() + PATH));
  }

  private Map<String, Object> ofAccount(TokenRequest grant, Minting minting) {
    return grant.targetAudience().isEmpty()
        ? accessTokens.fields(grant.principal(), minting)
        : Map.of("id_token", idToken(grant.targetAudience().get(), grant.principal(), minting));
  }

  /** The ID token tells gcloud who has logged in; Cloud Run takes it all the same. */
  private Map<String, Object> ofUser(TokenRequest grant, Minting minting) {
    var fields = accessTokens.fields(grant.principal(), minting);
    fields.put("scope", "openid https://www.googleapis.com/auth/cloud-platform");
    fields.put("id_token", idToken(UserLogin.CLIENT_ID, grant.principal(), minting));
    return fields;
  }

  private String idToken(String audience, String principal, Minting minting) {
    var wish = new IdTokens.Wish(audience, principal, IdTokens.emailOf(principal));
    return tokens.mint(wish, minting).token();
  }
}
