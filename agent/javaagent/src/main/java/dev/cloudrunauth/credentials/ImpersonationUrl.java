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
    if (refusal.status() != 403) {
      return refusal;
    }
    return refusal.advising(
        "who impersonates "
            + account
            + " needs the role "
            + Identity.ROLE
            + " on it: "
            + Identity.grant(account, "CALLER"));
  }
}
