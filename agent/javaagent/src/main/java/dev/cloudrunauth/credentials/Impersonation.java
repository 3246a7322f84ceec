package dev.cloudrunauth.credentials;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.IdToken;
import com.google.auth.oauth2.IdTokenProvider;
import com.google.auth.oauth2.ImpersonatedCredentials;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A service account that somebody impersonates, who may be impersonated in turn. The IAM
 * Credentials API mints its tokens, for the access token of who asks; that one is kept while it
 * lives.
 */
final class Impersonation implements IdTokenProvider {

  private static final int UNAUTHORIZED = 401;

  private final ImpersonatedCredentials credentials;

  Impersonation(ImpersonatedCredentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public IdToken idTokenWithAudience(@Nullable String audience, @Nullable List<Option> options)
      throws IOException {
    Objects.requireNonNull(audience);
    var before = accessTokens();
    try {
      return credentials.idTokenWithAudience(audience, options);
    } catch (IOException failure) {
      if (!isUnauthorized(failure) || before.isEmpty() || !before.equals(accessTokens())) {
        throw failure;
      }
    }
    // An access token that was kept is dead before its time, or lives on by a wrong clock only.
    renew(credentials.getSourceCredentials());
    return credentials.idTokenWithAudience(audience, options);
  }

  private static boolean isUnauthorized(IOException failure) {
    var refusal = Refusal.of(failure);
    return refusal instanceof SourceAnswer && ((SourceAnswer) refusal).status() == UNAUTHORIZED;
  }

  /** The access tokens at hand, of all who stand between the ambient identity and the account. */
  private List<Object> accessTokens() {
    var tokens = new ArrayList<>();
    GoogleCredentials source = credentials;
    while (source instanceof ImpersonatedCredentials) {
      source = ((ImpersonatedCredentials) source).getSourceCredentials();
      var token = source.getAccessToken();
      if (token != null) {
        tokens.add(token);
      }
    }
    return tokens;
  }

  private static void renew(GoogleCredentials source) throws IOException {
    if (source instanceof ImpersonatedCredentials) {
      renew(((ImpersonatedCredentials) source).getSourceCredentials());
    }
    source.refresh();
  }
}
