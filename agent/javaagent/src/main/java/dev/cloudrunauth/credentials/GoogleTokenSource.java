package dev.cloudrunauth.credentials;

import com.google.auth.oauth2.IdTokenProvider;
import com.google.auth.oauth2.ImpersonatedCredentials;
import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.token.IdToken;
import dev.cloudrunauth.token.TokenSource;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mints ID tokens through google-auth-library, as the ambient identity or as a service account that
 * it may impersonate. One credential object for each identity lives as long as the process.
 *
 * <p>Any number of threads may mint at once.
 */
public final class GoogleTokenSource implements TokenSource {

  private static final List<IdTokenProvider.Option> WITH_EMAIL =
      Arrays.asList(IdTokenProvider.Option.FORMAT_FULL, IdTokenProvider.Option.INCLUDE_EMAIL);

  private final AmbientIdentity ambient;
  private final Tries tries = new Tries();
  private final ConcurrentHashMap<String, Impersonation> impersonations = new ConcurrentHashMap<>();

  /**
   * A source that has asked nobody yet.
   *
   * @param ambient finds the identity that this process has
   */
  public GoogleTokenSource(AmbientIdentity ambient) {
    this.ambient = ambient;
  }

  @Override
  public IdToken mint(Audience audience, long limitMillis) throws TokenSourceException {
    try {
      return tries.run(limitMillis, () -> mint(audience));
    } catch (IOException | RuntimeException failure) {
      throw Refusal.of(failure);
    }
  }

  private IdToken mint(Audience audience) throws IOException {
    var minter = minter(ambient.identity(), audience);
    return Claims.read(minter.idTokenWithAudience(audience.aud(), WITH_EMAIL).getTokenValue());
  }

  @Override
  public String identity(Audience audience) {
    var known = ambient.known();
    var words = known == null ? "the default credentials" : known.words();
    var principal = audience.impersonate();
    return principal == null || (known != null && known.is(principal))
        ? words
        : words + " impersonating " + principal;
  }

  /**
   * Looks for the ambient identity, as the first token would have it done.
   *
   * @return who it is, in a few words
   * @throws TokenSourceException if there is none, or if it cannot be read
   */
  public String findIdentity() throws TokenSourceException {
    try {
      return tries.run(Deadline.STANDARD_MILLIS, ambient::identity).words();
    } catch (IOException | RuntimeException failure) {
      throw Refusal.of(failure);
    }
  }

  private IdTokenProvider minter(Identity identity, Audience audience) throws TokenSourceException {
    var principal = audience.impersonate();
    return principal == null || identity.is(principal)
        ? identity.minter(audience)
        : impersonations.computeIfAbsent(principal, absent -> impersonation(identity, absent));
  }

  private Impersonation impersonation(Identity identity, String principal) {
    return new Impersonation(
        ImpersonatedCredentials.newBuilder()
            .setSourceCredentials(identity.caller())
            .setTargetPrincipal(principal)
            .setScopes(Identity.CLOUD_PLATFORM)
            .setHttpTransportFactory(ambient.internet())
            .build());
  }
}
