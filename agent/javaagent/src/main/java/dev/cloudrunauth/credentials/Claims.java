package dev.cloudrunauth.credentials;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import dev.cloudrunauth.token.IdToken;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads what the agent needs to know of a token. The signature is the service's to check. */
final class Claims {

  /** Google's front ends, as most servers, take no request whose headers are longer. */
  private static final int MOST_CHARACTERS = 16 << 10;

  /** The end of the year 9999. A number beyond is no date, and would not fit in milliseconds. */
  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(253_402_300_799L);

  private static final int MOST_DIGITS = 20;

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  private Claims() {}

  /**
   * The token with its claims.
   *
   * @param answer what the source answered
   * @throws TokenSourceException if that is not a JWT with an audience and an expiry. Neither the
   *     message nor a cause shows it
   */
  static IdToken read(String answer) throws TokenSourceException {
    var encoded = answer.trim();
    if (encoded.isEmpty()) {
      throw garbage("is empty");
    }
    if (encoded.startsWith("<")) {
      throw garbage("is a page of HTML or XML and not a token");
    }
    if (encoded.length() > MOST_CHARACTERS) {
      throw garbage("is too long for a token: " + encoded.length() + " characters");
    }
    var parts = encoded.split("\\.", -1);
    if (parts.length != 3) {
      throw garbage("is not a JWT: of the three parts it has " + parts.length);
    }
    object("header", decoded("header", parts[0]));
    decoded("signature", parts[2]);
    return read(encoded, object("payload", decoded("payload", parts[1])));
  }

  /**
   * Checks a token that Google's library will read after us: it takes no more types of claims than
   * it has fields for, and fails without saying why.
   *
   * @param answer what the source answered
   * @throws TokenSourceException if either cannot read it
   */
  static void check(String answer) throws TokenSourceException {
    read(answer);
    try {
      com.google.auth.oauth2.IdToken.create(answer.trim());
    } catch (IOException | RuntimeException unexpected) {
      // Its text may quote the token.
      throw garbage("has a claim of another type than tokens of Google have");
    }
  }

  private static IdToken read(String encoded, GenericJson payload) throws TokenSourceException {
    var expiry = millis(payload, "exp");
    if (expiry == null) {
      throw garbage("has no \"exp\" claim");
    }
    var audience = payload.get("aud");
    if (!(audience instanceof String)) {
      throw garbage("has no single \"aud\" claim");
    }
    var issued = millis(payload, "iat");
    var email = payload.get("email");
    return new IdToken(
        encoded,
        (String) audience,
        email instanceof String ? (String) email : null,
        expiry,
        issued == null ? 0 : issued);
  }

  private static byte[] decoded(String part, String text) throws TokenSourceException {
    try {
      var bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64) {
      // The exception would quote a character of the token.
    }
    throw garbage("is not a JWT: its " + part + " is not base64url");
  }

  private static GenericJson object(String part, byte[] json) throws TokenSourceException {
    try {
      var object =
          GsonFactory.getDefaultInstance()
              .createJsonParser(new String(json, StandardCharsets.UTF_8))
              .parseAndClose(GenericJson.class);
      if (object != null) {
        return object;
      }
    } catch (IOException | RuntimeException notJson) {
      // Its text may quote the token.
    }
    throw garbage("is not a JWT: its " + part + " is not a JSON object");
  }

  private static @Nullable Long millis(GenericJson payload, String claim)
      throws TokenSourceException {
    var value = payload.get(claim);
    if (value == null) {
      return null;
    }
    if (!(value instanceof BigDecimal)) {
      throw garbage("has an \"" + claim + "\" claim that is no number");
    }
    var seconds = (BigDecimal) value;
    // A number of a billion digits is written in a few characters, and takes minutes to convert.
    if (Math.abs((long) seconds.scale()) > MOST_DIGITS
        || seconds.signum() < 0
        || seconds.compareTo(LAST_SECOND) > 0) {
      throw garbage("has an \"" + claim + "\" claim that is no date");
    }
    return seconds.multiply(THOUSAND).longValue();
  }

  private static TokenSourceException garbage(String what) {
    return new TokenSourceException("the answer of the token source " + what, true, 0, null);
  }
}
