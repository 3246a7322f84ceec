package dev.cloudrunauth.credentials;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.UserCredentials;
import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.token.IdToken;
import dev.cloudrunauth.token.TokenSource;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Mints ID tokens through google-auth-library, as the ambient identity or as a service account that
 * it may impersonate. One credential object for each identity lives as long as the process.
 *
 * <p>Any number of threads may mint at once.
 */
public final class GoogleTokenSource implements TokenSource {

  private static final List<IdTokenProvider.Option> WITH_EMAIL =
      Arrays.asList(IdTokenProvider.Option.FORMAT_FULL, IdTokenProvider.Option.INCLUDE_EMAIL);
  private static final List<String> CLOUD_PLATFORM =
      Collections.singletonList("https://www.googleapis.com/auth/cloud-platform");
  private static final int IMPERSONATION_SECONDS = 3600;

  private final AmbientIdentity ambient;
  private final ConcurrentHashMap<String, ImpersonatedCredentials> impersonated =
      new ConcurrentHashMap<>();

  /**
   * A source that has asked nobody yet.
   *
   * @param ambient finds the identity that this process has
   */
  public GoogleTokenSource(AmbientIdentity ambient) {
    this.ambient = ambient;
  }

  @Override
  public IdToken mint(Audience audience) throws TokenSourceException {
    try {
      var credentials = ambient.credentials();
      var provider = provider(credentials, audience.impersonate());
      return Claims.read(provider.idTokenWithAudience(audience.aud(), WITH_EMAIL).getTokenValue());
    } catch (TokenSourceException alreadyClear) {
      throw alreadyClear;
    } catch (IOException | RuntimeException failure) {
      throw Refusal.of(failure);
    }
  }

  @Override
  public String identity(Audience audience) {
    var principal = audience.impersonate();
    return principal == null ? "the default credentials" : principal;
  }

  private IdTokenProvider provider(GoogleCredentials credentials, @Nullable String principal)
      throws TokenSourceException {
    if (principal != null) {
      return impersonated.computeIfAbsent(principal, name -> impersonate(credentials, name));
    }
    if (credentials instanceof UserCredentials) {
      throw new TokenSourceException(
          "the gcloud user credentials of this machine cannot mint a token for a service: set"
              + " \"impersonate\" to a service account for which you have the role"
              + " roles/iam.serviceAccountTokenCreator",
          false,
          0,
          null);
    }
    if (credentials instanceof IdTokenProvider) {
      return (IdTokenProvider) credentials;
    }
    throw new TokenSourceException(
        "credentials of the kind "
            + credentials.getClass().getSimpleName()
            + " cannot mint an ID token by themselves: set \"impersonate\" to a service account"
            + " that they may impersonate",
        false,
        0,
        null);
  }

  private ImpersonatedCredentials impersonate(GoogleCredentials source, String principal) {
    return ImpersonatedCredentials.newBuilder()
        .setSourceCredentials(source.createScoped(CLOUD_PLATFORM))
        .setTargetPrincipal(principal)
        .setScopes(CLOUD_PLATFORM)
        .setLifetime(IMPERSONATION_SECONDS)
        .setHttpTransportFactory(ambient.internet())
        .build();
  }
}
