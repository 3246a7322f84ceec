package dev.cloudrunauth.local.identity;

import dev.cloudrunauth.local.http.Response;
import java.util.Map;

/** A refusal in the form of OAuth 2.0: RFC 6749, section 5.2. */
public final class OAuthError {

  private OAuthError() {}

  /** Returns the answer, with status 400. */
  public static Response of(String error, String description) {
    return Response.json(400, Map.of("error", error, "error_description", description));
  }
}
