package dev.cloudrunauth.local.federation;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cloudrunauth.local.identity.SigningKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;

/**
 * A workload identity pool and the one identity provider that it trusts. Threads may share it.
 *
 * @see <a href="https://cloud.google.com/iam/docs/workload-identity-federation">its guide</a>
 */
final class WorkloadPool {

  /** What subject tokens are, in the words of RFC 8693. */
  static final String TOKEN_TYPE = "urn:ietf:params:oauth:token-type:jwt";

  private static final String POOL =
      "iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/demo-pool";

  /** For whom subject tokens are exchanged. */
  static final String AUDIENCE = "//" + POOL + "/providers/demo-provider";

  private static final String ISSUER = "https://identity.example.com";
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final Clock clock;

  WorkloadPool(Clock clock) {
    this.clock = clock;
  }

  /** Returns the principal that IAM knows a workload by. */
  static String principal(String subject) {
    return "principal://" + POOL + "/subject/" + subject;
  }

  /** Returns a token by which the provider vouches for a workload, for an hour. */
  String subjectToken(String subject) {
    var now = clock.instant();
    return Provider.KEY.sign(
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(subject)
            .audience("https:" + AUDIENCE)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .build());
  }

  /** Returns whom the provider vouches for, if it does so now. */
  Optional<String> principalOf(String subjectToken) {
    try {
      var jwt = SignedJWT.parse(subjectToken);
      var claims = jwt.getJWTClaimsSet();
      boolean isValid =
          Provider.KEY.hasSigned(jwt)
              && clock.instant().isBefore(claims.getExpirationTime().toInstant());
      return isValid ? Optional.of(principal(claims.getSubject())) : Optional.empty();
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  /** The provider of all pools of this process: it has a key when it is first asked. */
  private static final class Provider {

    static final SigningKey KEY = SigningKey.generate();
  }
}
