package dev.cloudrunauth.credentials;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.json.webtoken.JsonWebSignature;
import com.google.api.client.json.webtoken.JsonWebToken;
import dev.cloudrunauth.token.IdToken;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;

/** Reads what the agent needs to know of a token. The signature is the service's to check. */
final class Claims {

  private static final String EMAIL = "email";

  private Claims() {}

  /**
   * The token with its claims.
   *
   * @param encoded what the source answered
   * @throws TokenSourceException if that is not a JWT with an audience and an expiry. Neither the
   *     message nor a cause shows it
   */
  static IdToken read(String encoded) throws TokenSourceException {
    JsonWebToken.Payload payload;
    try {
      payload = JsonWebSignature.parse(GsonFactory.getDefaultInstance(), encoded).getPayload();
    } catch (IOException | RuntimeException notAToken) {
      throw garbage("is not a JWT (" + notAToken.getClass().getSimpleName() + ")");
    }
    var expiry = payload.getExpirationTimeSeconds();
    if (expiry == null) {
      throw garbage("has no \"exp\" claim");
    }
    var audience = payload.getAudience();
    if (!(audience instanceof String)) {
      throw garbage("has no single \"aud\" claim");
    }
    var email = payload.get(EMAIL);
    var issuedAt = payload.getIssuedAtTimeSeconds();
    return new IdToken(
        encoded,
        (String) audience,
        email instanceof String ? (String) email : null,
        expiry * 1000,
        issuedAt == null ? 0 : issuedAt * 1000);
  }

  private static TokenSourceException garbage(String what) {
    return new TokenSourceException("the answer of the token source " + what, true, 0, null);
  }
}
