package dev.cloudrunauth.credentials;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of the IAM Credentials API, {@code …/serviceAccounts/ACCOUNT:generateIdToken} and {@code
 * …:generateAccessToken}.
 */
final class ImpersonationUrl {

  private ImpersonationUrl() {}

  /** The account that is impersonated at such a URL, or {@code null} if it is another. */
  static @Nullable String account(String url) {
    int end = url.lastIndexOf(":generate");
    int start = end < 0 ? -1 : url.lastIndexOf('/', end);
    return start < 0 || start + 1 == end ? null : url.substring(start + 1, end);
  }

  /** A 403 or 404 with what would change it, where it is about impersonation. */
  static SourceAnswer advised(SourceAnswer refusal, URI uri) {
    var account = account(uri.getPath());
    if (account == null) {
      return refusal;
    }
    if (refusal.status() == 404) {
      return refusal.likelyPermanent(
          "if there is no service account " + account + ", correct \"impersonate\"");
    }
    return refusal.status() == 403 ? refusal.advising(advice(refusal.details(), account)) : refusal;
  }

  /** Of all that a 403 can mean, a missing role is the most frequent, and told by nothing else. */
  private static String advice(ErrorDetails details, String account) {
    if (details.says("SERVICE_DISABLED", "it is disabled")) {
      return "enable the API: gcloud services enable iamcredentials.googleapis.com --project="
          + details.metadata("consumer", "projects/PROJECT").replaceFirst("^projects/", "");
    }
    if (details.says("ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficient authentication scopes")) {
      return "the access token of this machine lacks the scope cloud-platform. Stop the machine, and"
          + " set it: gcloud compute instances set-service-account INSTANCE --zone=ZONE"
          + " --scopes=cloud-platform; on GKE, use Workload Identity Federation";
    }
    if (details.says("USER_PROJECT_DENIED", "serviceusage.services.use")) {
      return "who asks may not use the quota project "
          + details.metadata("consumer", "projects/PROJECT").replaceFirst("^projects/", "")
          + ". Remove quota_project_id from the credentials file, or grant the role: gcloud projects"
          + " add-iam-policy-binding PROJECT --member=CALLER"
          + " --role=roles/serviceusage.serviceUsageConsumer";
    }
    if (details.says("SECURITY_POLICY_VIOLATED", "vpcServiceControlsUniqueIdentifier")) {
      return "a perimeter of VPC Service Controls keeps this caller from the IAM Credentials API. Who"
          + " administers it finds the rule by that identifier, and can let the caller in";
    }
    return "who impersonates "
        + account
        + " needs the role "
        + Identity.ROLE
        + " on it: "
        + Identity.grant(account, "CALLER");
  }
}
