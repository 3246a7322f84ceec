package dev.cloudrunauth.local.identity;

import dev.cloudrunauth.local.http.Body;
import java.util.LinkedHashMap;
import java.util.UUID;

/**
 * The login of a person through gcloud, and the file that {@code gcloud auth application-default
 * login} leaves behind. Immutable.
 *
 * @param email of the person
 * @param refreshToken what the login is worth, until it is revoked
 */
record UserLogin(String email, String refreshToken) {

  /** The OAuth client of gcloud's application default credentials, which is no secret. */
  static final String CLIENT_ID =
      "764086051850-6qr4p6gpi6hn506pt8ejuq83di341hur.apps.googleusercontent.com";

  /** No secret: gcloud's is in everybody's hands too. */
  static final String CLIENT_SECRET = "not-a-secret";

  static UserLogin of(String email) {
    return new UserLogin(email, "1//" + UUID.randomUUID());
  }

  /** Returns the file's content, with the fields that gcloud gives it. */
  Body file() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("account", "");
    fields.put("client_id", CLIENT_ID);
    fields.put("client_secret", CLIENT_SECRET);
    fields.put("quota_project_id", "demo-project");
    fields.put("refresh_token", refreshToken);
    fields.put("type", "authorized_user");
    fields.put("universe_domain", "googleapis.com");
    return Body.json(fields);
  }

  @Override
  public String toString() {
    return email;
  }
}
