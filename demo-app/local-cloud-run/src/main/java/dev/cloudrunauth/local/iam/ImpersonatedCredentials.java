package dev.cloudrunauth.local.iam;

import com.google.gson.JsonElement;
import dev.cloudrunauth.local.http.Body;
import java.util.LinkedHashMap;
import java.util.List;

/** What {@code gcloud auth application-default login --impersonate-service-account} writes. */
public final class ImpersonatedCredentials {

  private ImpersonatedCredentials() {}

  /**
   * Returns the file's content.
   *
   * @param source the content of the caller's own credentials file
   * @param account the e-mail of the account that is impersonated
   * @param delegates the e-mails of the accounts between them
   */
  public static Body file(JsonElement source, String account, List<String> delegates) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("delegates", delegates);
    fields.put(
        "service_account_impersonation_url", IamCredentials.impersonationUrl(account).toString());
    fields.put("source_credentials", source);
    fields.put("type", "impersonated_service_account");
    return Body.json(fields);
  }
}
