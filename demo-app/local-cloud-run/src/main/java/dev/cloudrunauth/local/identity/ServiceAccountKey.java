package dev.cloudrunauth.local.identity;

import dev.cloudrunauth.local.http.Body;
import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;

/**
 * A key of a service account, and the file in which people keep such keys. Threads may share it.
 */
final class ServiceAccountKey {

  private final String principal;
  private final SigningKey key = SigningKey.generate();

  ServiceAccountKey(String principal) {
    this.principal = principal;
  }

  String principal() {
    return principal;
  }

  SigningKey signingKey() {
    return key;
  }

  /** Returns the file's content, with the fields that Google gives it. */
  Body file(URI tokenUri) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("type", "service_account");
    fields.put("project_id", project());
    fields.put("private_key_id", key.id());
    fields.put("private_key", pem());
    fields.put("client_email", principal);
    fields.put("client_id", UniqueId.of(principal));
    fields.put("auth_uri", "https://accounts.google.com/o/oauth2/auth");
    fields.put("token_uri", tokenUri.toString());
    fields.put("auth_provider_x509_cert_url", "https://www.googleapis.com/oauth2/v1/certs");
    fields.put(
        "client_x509_cert_url",
        "https://www.googleapis.com/robot/v1/metadata/x509/" + principal.replace("@", "%40"));
    fields.put("universe_domain", "googleapis.com");
    return Body.json(fields);
  }

  /** The second part of {@code NAME@PROJECT.iam.gserviceaccount.com}. */
  private String project() {
    String domain = principal.substring(principal.indexOf('@') + 1);
    return domain.substring(0, domain.indexOf('.'));
  }

  private String pem() {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN PRIVATE KEY-----\n"
        + lines.encodeToString(key.privateKey().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }
}
