package dev.cloudrunauth.local.federation;

import dev.cloudrunauth.local.fault.FaultyServer;
import dev.cloudrunauth.local.fault.Minting;
import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.identity.AccessTokens;
import dev.cloudrunauth.local.identity.OAuthError;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Google's Security Token Service, where a workload's own token buys an access token of its
 * federated principal. Threads may share it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693">RFC 8693</a>
 */
public final class SecurityTokenService extends FaultyServer<TokenExchange> {

  /** Where Google has it. */
  public static final String HOST = "sts.googleapis.com";

  private static final String PATH = "/v1/token";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private final WorkloadPool pool;
  private final AccessTokens accessTokens;

  SecurityTokenService(WorkloadPool pool, AccessTokens accessTokens, Clock clock) {
    super("sts", clock);
    this.pool = pool;
    this.accessTokens = accessTokens;
  }

  @Override
  public boolean isAt(String host, String path) {
    return host.equals(HOST);
  }

  @Override
  protected TokenExchange entry(Request request) {
    return new TokenExchange(
        pool.principalOf(request.field("subject_token").orElse("")).orElse(TokenExchange.NOBODY),
        request.field("audience").orElse(""),
        request.field("subject_token_type").orElse(""),
        request.field("scope").map(scope -> List.of(scope.split(" "))).orElse(List.of()));
  }

  @Override
  protected boolean isForToken(Request request) {
    return true;
  }

  @Override
  protected Response answer(Request request, Minting minting) {
    if (!request.path().equals(PATH) || !request.method().equals("POST")) {
      return Response.status(404);
    }
    if (!request.field("grant_type").equals(Optional.of(GRANT))) {
      return OAuthError.of("unsupported_grant_type", "The grant_type must be " + GRANT);
    }
    if (!request.field("requested_token_type").equals(Optional.of(ACCESS_TOKEN))) {
      return OAuthError.of("invalid_request", "The requested_token_type must be " + ACCESS_TOKEN);
    }
    return answer(entry(request), minting);
  }

  private Response answer(TokenExchange exchange, Minting minting) {
    if (!exchange.audience().equals(WorkloadPool.AUDIENCE)) {
      return OAuthError.of("invalid_target", "The audience must be " + WorkloadPool.AUDIENCE);
    }
    if (!exchange.subjectTokenType().equals(WorkloadPool.TOKEN_TYPE)) {
      return OAuthError.of(
          "invalid_request", "The subject_token_type must be " + WorkloadPool.TOKEN_TYPE);
    }
    if (exchange.scope().isEmpty()) {
      return OAuthError.of("invalid_scope", "The scope is required.");
    }
    if (exchange.principal().equals(TokenExchange.NOBODY)) {
      return OAuthError.of(
          "invalid_grant", "The subject_token is not of this provider, or has expired.");
    }
    var fields = accessTokens.fields(exchange.principal(), minting);
    fields.put("issued_token_type", ACCESS_TOKEN);
    return Response.json(200, fields);
  }
}
