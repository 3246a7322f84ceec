package dev.cloudrunauth.credentials;

import dev.cloudrunauth.token.TokenSourceException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URLs in a credentials file. A request to one that is not http or https would fail for ever,
 * with a message of Google's library that does not say why.
 */
final class CredentialsUrls {

  /** The keys whose URLs are asked, at whatever depth. */
  private static final Set<String> ASKED =
      Set.of(
          "token_uri",
          "token_url",
          "url",
          "region_url",
          "regional_cred_verification_url",
          "imdsv2_session_token_url",
          "service_account_impersonation_url");

  /** The domain below which Google's servers are, as the library puts it into URLs. */
  private static final String UNIVERSE = "universe_domain";

  private static final Pattern DOMAIN = Pattern.compile("[a-zA-Z0-9.-]*");

  private final CredentialsJson content;

  CredentialsUrls(CredentialsJson content) {
    this.content = content;
  }

  /**
   * Checks all of them.
   *
   * @throws TokenSourceException if one is not http or https, or is Google's and not https
   */
  void check(@Nullable Object json) throws TokenSourceException {
    if (json instanceof Collection) {
      for (var element : (Collection<?>) json) {
        check(element);
      }
    }
    if (!(json instanceof Map)) {
      return;
    }
    for (var entry : ((Map<?, ?>) json).entrySet()) {
      if (ASKED.contains(entry.getKey()) && entry.getValue() instanceof String) {
        check((String) entry.getKey(), (String) entry.getValue());
      }
      if (UNIVERSE.equals(entry.getKey())
          && entry.getValue() instanceof String
          && !DOMAIN.matcher((String) entry.getValue()).matches()) {
        throw content.unreadable("its \"" + UNIVERSE + "\" is no domain");
      }
      check(entry.getValue());
    }
  }

  private void check(String key, String url) throws TokenSourceException {
    try {
      // In URLs of AWS, the library replaces {region} with the region.
      var uri = HttpUrl.parse(url.replaceAll("[{}]", ""));
      var host = uri.getHost().toLowerCase(Locale.ROOT);
      if (uri.getScheme().equalsIgnoreCase("http") && host.endsWith(".googleapis.com")) {
        throw content.unreadable("its \"" + key + "\" must be https, as Google's servers are");
      }
    } catch (HttpUrl.NoHttpUrlException notOne) {
      throw content.unreadable("its \"" + key + "\" is no http or https URL");
    }
  }
}
