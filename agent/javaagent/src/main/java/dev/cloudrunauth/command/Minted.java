package dev.cloudrunauth.command;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.text.Printable;
import dev.cloudrunauth.token.IdToken;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The token of one audience, or why there is none. Immutable; it prints no token. */
final class Minted {

  private final Audience audience;
  private final @Nullable IdToken token;
  private final String failure;

  private Minted(Audience audience, @Nullable IdToken token, String failure) {
    this.audience = audience;
    this.token = token;
    this.failure = failure;
  }

  static Minted token(Audience audience, IdToken token) {
    return new Minted(audience, token, "");
  }

  static Minted nothing(Audience audience, String failure) {
    return new Minted(audience, null, failure);
  }

  /** The token, for whoever sends it. */
  @Nullable IdToken token() {
    return token;
  }

  void print(Screen screen) {
    screen.item(token != null, audience.toString(), List.of(words()));
  }

  /** Whom it speaks for and until when, or the failure. */
  String words() {
    if (token == null) {
      return failure;
    }
    return "as "
        + (token.principal() == null
            ? "an account that it does not name"
            : Printable.text(token.principal()))
        + ", valid until "
        + Instant.ofEpochMilli(token.expiresAtMillis());
  }

  Map<String, @Nullable Object> json() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("audience", audience.aud());
    json.put("impersonate", audience.impersonate());
    json.put("well", token != null);
    json.put("principal", token == null ? null : token.principal());
    json.put(
        "expiresAt",
        token == null ? null : Instant.ofEpochMilli(token.expiresAtMillis()).toString());
    json.put("failure", token == null ? failure : null);
    return json;
  }
}
