package dev.cloudrunauth.credentials;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Looks at answers in JSON that have to hold a token, of which Google's library says less. */
final class JsonAnswer {

  /** OAuth, the Security Token Service and the IAM Credentials API call an access token so. */
  private static final String[] ACCESS_TOKENS = {"access_token", "accessToken"};

  /** OAuth and the IAM Credentials API call an ID token so. */
  private static final String[] ID_TOKENS = {"id_token", "token"};

  private JsonAnswer() {}

  /**
   * Checks that there is a token, and that an ID token is one.
   *
   * @param who who answered, in words for a message
   * @param body what they answered
   */
  static void check(String who, String body) throws TokenSourceException {
    var json = read(who, body);
    for (var name : ACCESS_TOKENS) {
      if (json.get(name) instanceof String) {
        checkLifetime(who, json.get("expires_in"));
        return;
      }
    }
    for (var name : ID_TOKENS) {
      if (json.get(name) instanceof String) {
        Claims.check((String) json.get(name));
        return;
      }
    }
    throw garbage(who, "has no token in it");
  }

  /** A number of seconds. Google's library takes no text, and no fraction. */
  private static void checkLifetime(String who, @Nullable Object seconds)
      throws TokenSourceException {
    if (seconds == null) {
      return;
    }
    try {
      if (seconds instanceof BigDecimal && ((BigDecimal) seconds).intValueExact() > 0) {
        return;
      }
    } catch (ArithmeticException fraction) {
      // Said below.
    }
    throw garbage(who, "has an \"expires_in\" that is no number of seconds");
  }

  private static GenericJson read(String who, String body) throws TokenSourceException {
    if (body.trim().isEmpty()) {
      throw garbage(who, "is empty");
    }
    try {
      var json =
          GsonFactory.getDefaultInstance().createJsonParser(body).parseAndClose(GenericJson.class);
      if (json != null) {
        return json;
      }
    } catch (IOException | RuntimeException notJson) {
      // Its text may quote a token.
    }
    throw garbage(who, "is not a JSON object");
  }

  private static TokenSourceException garbage(String who, String what) {
    return new TokenSourceException(who + "'s answer " + what, true, 0, null);
  }
}
