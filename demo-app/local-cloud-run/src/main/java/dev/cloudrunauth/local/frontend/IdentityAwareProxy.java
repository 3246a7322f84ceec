package dev.cloudrunauth.local.frontend;

import dev.cloudrunauth.local.http.Request;
import dev.cloudrunauth.local.http.Response;
import dev.cloudrunauth.local.identity.IdTokens;
import dev.cloudrunauth.local.identity.InvalidTokenException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Identity-Aware Proxy, which lets programs pass that show an ID token for its OAuth client, with
 * an e-mail in it.
 *
 * @param clientId the id of the OAuth client
 * @see <a href="https://cloud.google.com/iap/docs/authentication-howto">where it looks for one</a>
 */
public record IdentityAwareProxy(String clientId) {

  private static final List<String> NAMES = List.of("Proxy-Authorization", "Authorization");
  private static final String SCHEME = "Bearer ";

  /** Returns what it does not let pass, with its answer. */
  Optional<Outcome> refusal(Request request, IdTokens tokens) {
    var shown =
        NAMES.stream()
            .flatMap(name -> request.headers().all(name).stream())
            .filter(value -> value.startsWith(SCHEME))
            .map(value -> value.substring(SCHEME.length()))
            .toList();
    for (var token : shown) {
      try {
        if (tokens.check(token, Set.of(clientId)).email().isPresent()) {
          return Optional.empty();
        }
      } catch (InvalidTokenException e) {
        // Another one may be in the other header.
      }
    }
    boolean isProgram = request.headers().has("Authorization");
    return Optional.of(
        Outcome.refused(marked(isProgram ? invalid() : signIn()), "Identity-Aware Proxy"));
  }

  private static Response invalid() {
    return Response.html(401, "Invalid IAP credentials: Unable to parse JWT\n");
  }

  private Response signIn() {
    return Response.redirect(
        302,
        "https://accounts.google.com/o/oauth2/v2/auth?client_id="
            + clientId
            + "&response_type=code&scope=openid+email");
  }

  private static Response marked(Response answer) {
    return answer.with("X-Goog-IAP-Generated-Response", "true");
  }
}
