package dev.cloudrunauth.explain;

import dev.cloudrunauth.audience.AsciiCase;
import dev.cloudrunauth.audience.FunctionHost;
import dev.cloudrunauth.audience.GcloudClient;
import org.jspecify.annotations.Nullable;

/** Finds the cause of a refusal from what was sent and what came back. */
final class CauseFinder {

  /** What two clocks that are kept well enough may differ. */
  static final long TOLERATED_MILLIS = 30_000;

  private CauseFinder() {}

  /**
   * The cause.
   *
   * @param hop what was refused
   * @param nowMillis this machine's clock, in milliseconds since the epoch
   * @return {@code null} if it is no business of the agent's
   */
  static @Nullable Cause of(RefusedHop hop, long nowMillis) {
    switch (hop.speaker()) {
      case IAP:
        return hop.isConfigured ? ofIap(hop.sent) : null;
      case SERVICE:
        return isOfOurs(hop) ? Cause.SERVICE : null;
      case UNKNOWN:
        return isOfOurs(hop) ? Cause.SOMEBODY_BETWEEN : null;
      case FRONT_END:
        break;
    }
    switch (hop.answer.status) {
      case Answer.FOUND:
        return hop.scheme.equals("http") && hop.isConfigured ? Cause.PLAIN_HTTP : null;
      case Answer.UNAUTHORIZED:
        return hop.sent == null ? null : ofInvalid(hop, hop.sent, nowMillis);
      case Answer.FORBIDDEN:
        return hop.sent == null ? hop.noToken.cause : ofForbidden(hop.sent);
      case Answer.NOT_FOUND:
        // Of a host that nobody configured, it is the application's to know whether it exists.
        return hop.sent != null && hop.isConfigured ? Cause.INGRESS : null;
      default:
        return null;
    }
  }

  /** A 401 of the service's is its way to ask the application for a credential of its own. */
  private static boolean isOfOurs(RefusedHop hop) {
    boolean isForbidden = hop.answer.status == Answer.FORBIDDEN;
    return isForbidden && hop.sent != null && hop.sent.isAgents;
  }

  private static Cause ofIap(@Nullable Sent sent) {
    return sent != null && sent.isAgents && !sent.header.equalsIgnoreCase("Authorization")
        ? Cause.IAP_READS_OTHER_HEADER
        : Cause.IAP;
  }

  /** A token that is not valid is answered with 401, so this one was. */
  private static Cause ofForbidden(Sent sent) {
    if (sent.form == Sent.Form.OTHER) {
      return Cause.OWN_CREDENTIAL;
    }
    return sent.form == Sent.Form.OPAQUE ? Cause.ACCESS_TOKEN : Cause.NO_INVOKER_ROLE;
  }

  private static Cause ofInvalid(RefusedHop hop, Sent sent, long nowMillis) {
    var claims = sent.claims;
    if (claims == null) {
      return sent.form == Sent.Form.OPAQUE ? Cause.ACCESS_TOKEN : Cause.OWN_CREDENTIAL;
    }
    if (sent.form == Sent.Form.WITHOUT_SIGNATURE) {
      return Cause.WITHOUT_SIGNATURE;
    }
    if (!claims.isGoogles()) {
      return Cause.FOREIGN_TOKEN;
    }
    long clock = hop.answer.dateMillis > 0 ? hop.answer.dateMillis : nowMillis;
    if (claims.expiresAtMillis > 0 && claims.expiresAtMillis <= clock) {
      return Cause.EXPIRED;
    }
    if (claims.issuedAtMillis > clock + TOLERATED_MILLIS) {
      return Cause.NOT_YET_VALID;
    }
    return ofAudience(hop, claims.audience);
  }

  private static Cause ofAudience(RefusedHop hop, String audience) {
    var expected = hop.audience();
    if (GcloudClient.isId(audience)) {
      return Cause.PERSONS_TOKEN;
    }
    // A function's path is part of its audience.
    if (FunctionHost.isIn(AsciiCase.lower(hop.host))) {
      return audience.startsWith(expected + "/") && audience.length() > expected.length() + 1
          ? Cause.NOT_VERIFIED
          : Cause.AUDIENCE_IS_NO_FUNCTION;
    }
    if (hop.cloudRunHost == null) {
      return audience.equals(expected) ? Cause.AUDIENCE_IS_DOMAIN : Cause.WRONG_AUDIENCE;
    }
    if (audience.equals(expected)) {
      return Cause.NOT_VERIFIED;
    }
    if (audience.startsWith(expected + "/")) {
      return Cause.AUDIENCE_WITH_PATH;
    }
    var named = CloudRunHost.of(hostOf(audience));
    if (named == null) {
      return Cause.WRONG_AUDIENCE;
    }
    if (named.isTagged() && named.untagged().equals(hop.cloudRunHost.untagged())) {
      return Cause.AUDIENCE_WITH_TAG;
    }
    boolean isOtherForm =
        named.service() != null
            && named.service().equals(hop.cloudRunHost.service())
            && named.untagged().endsWith(".a.run.app")
                != hop.cloudRunHost.untagged().endsWith(".a.run.app");
    return isOtherForm ? Cause.AUDIENCE_OF_OTHER_FORM : Cause.WRONG_AUDIENCE;
  }

  /** The host of an audience that is a URL; anything else gives what is no host. */
  static String hostOf(String audience) {
    var scheme = "https://";
    if (!audience.startsWith(scheme)) {
      return "";
    }
    int end = scheme.length();
    while (end < audience.length() && "/:?#".indexOf(audience.charAt(end)) < 0) {
      end++;
    }
    return audience.substring(scheme.length(), end);
  }
}
