package dev.cloudrunauth.local.identity;

import dev.cloudrunauth.local.http.Request;
import java.util.Optional;

/** Tells who calls an API of Google's. Threads may share it. */
public final class Callers {

  private static final String SCHEME = "Bearer ";

  private final AccessTokens accessTokens;
  private final ServiceAccountKeys keys;

  /**
   * Knows callers by their tokens.
   *
   * @param accessTokens that were issued to them
   * @param keys with which they may sign tokens themselves
   */
  public Callers(AccessTokens accessTokens, ServiceAccountKeys keys) {
    this.accessTokens = accessTokens;
    this.keys = keys;
  }

  /**
   * Returns who makes a request: an e-mail, or the {@code principal://} of a federation. Empty if
   * it has no token, or none that is valid.
   *
   * @see <a href="https://google.aip.dev/auth/4111">AIP-4111: self-signed JWT</a>
   */
  public Optional<String> of(Request request) {
    return request
        .headers()
        .first("Authorization")
        .filter(value -> value.startsWith(SCHEME))
        .map(value -> value.substring(SCHEME.length()))
        .flatMap(
            token ->
                accessTokens
                    .principalOf(token)
                    .or(() -> keys.signerOf(token, request.origin() + "/")));
  }
}
