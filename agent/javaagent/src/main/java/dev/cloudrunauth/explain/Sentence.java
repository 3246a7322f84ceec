package dev.cloudrunauth.explain;

import dev.cloudrunauth.text.Printable;
import java.time.Instant;

/** The cause of a refusal in plain words: the first line of an explanation. */
final class Sentence {

  private Sentence() {}

  static String of(Cause cause, RefusedHop hop, long nowMillis) {
    switch (cause) {
      case NOT_CONFIGURED:
        return noToken("its origin is none of the audiences in the configuration");
      case PLAIN_HTTP:
        return noToken("the URL is plain http, and a token only goes over https");
      case NO_CREDENTIALS:
        return noToken("there are no Google credentials in this process");
      case INACTIVE:
        return noToken("the agent is inactive: " + hop.noToken.detail);
      case CLIENT_OFF:
        return noToken(hop.noToken.detail + " is false in the configuration");
      case OTHER_HOST:
        return noToken(
            "the application has set Host: "
                + Printable.text(hop.noToken.detail)
                + ", by which Google's front end chooses another service");
      case PASSED_THROUGH:
        return noToken(
            "none could be had and on-failure is pass-through: "
                + Printable.text(hop.noToken.detail));
      case SERVICE:
        return "the ID token was accepted, and the service itself refused the request";
      case INGRESS:
        return "there is no such service, or its ingress setting keeps this caller out";
      default:
        return ofSent(cause, sent(hop), hop, nowMillis);
    }
  }

  private static String noToken(String why) {
    return "no ID token was sent, because " + why;
  }

  private static String ofSent(Cause cause, Sent sent, RefusedHop hop, long nowMillis) {
    var token =
        sent.isAgents ? "the ID token" : "the token in the application's own " + sent.header;
    var claims = sent.claims;
    var audience = claims == null ? "" : Printable.text(claims.audience);
    switch (cause) {
      case OWN_CREDENTIAL:
        return "the application's own "
            + sent.header
            + " is no bearer token, and Cloud Run checks no other header";
      case ACCESS_TOKEN:
        return token + " is an access token, and Cloud Run takes ID tokens alone";
      case FOREIGN_TOKEN:
        return token + " is not one of Google's";
      case EXPIRED:
        return token + " is over" + clocks(sent, hop, nowMillis);
      case NOT_YET_VALID:
        return token + " is from the future" + clocks(sent, hop, nowMillis);
      case AUDIENCE_WITH_TAG:
        return token + " has an audience with a traffic tag, which no service accepts: " + audience;
      case AUDIENCE_IS_DOMAIN:
        return token
            + " has a custom domain as its audience, which the service does not accept: "
            + audience;
      case AUDIENCE_WITH_PATH:
        return token
            + " has an audience with more than the origin, which the service does not accept: "
            + audience;
      case AUDIENCE_OF_OTHER_FORM:
        return token + " has the service's other URL as its audience: " + audience;
      case WRONG_AUDIENCE:
        return token + " has an audience that the service does not accept: " + audience;
      case NOT_VERIFIED:
        return token + " has the right audience, and Google could not verify it all the same";
      case NO_INVOKER_ROLE:
        return Remedy.principal(sent) + " lacks the role roles/run.invoker on the service";
      default:
        throw new IllegalArgumentException(cause.toString());
    }
  }

  /** How the two clocks differ, if that is why. */
  private static String clocks(Sent sent, RefusedHop hop, long nowMillis) {
    long dateMillis = hop.answer.dateMillis;
    long aheadMillis = dateMillis == 0 ? 0 : nowMillis - dateMillis;
    if (!sent.isAgents || Math.abs(aheadMillis) <= CauseFinder.TOLERATED_MILLIS) {
      return "";
    }
    return " by the service's clock: this machine's is "
        + Math.abs(aheadMillis) / 1_000
        + " s "
        + (aheadMillis > 0 ? "ahead of it" : "behind it")
        + ", which shows "
        + Instant.ofEpochMilli(dateMillis);
  }

  private static Sent sent(RefusedHop hop) {
    if (hop.sent == null) {
      throw new IllegalArgumentException("nothing was sent");
    }
    return hop.sent;
  }
}
