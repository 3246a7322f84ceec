package dev.cloudrunauth.instrumentation;

import dev.cloudrunauth.audience.Audience;
import java.util.List;

/**
 * The response 401 to a hop that carried a token. It is only read, and reaches the application
 * unchanged.
 */
final class Unauthorized {

  static final int STATUS = 401;
  static final String CHALLENGES = "WWW-Authenticate";
  static final String DATE = "Date";

  private Unauthorized() {}

  /**
   * Drops the token, if the hop was refused because of it.
   *
   * @param policy decides about hops
   * @param audience the audience of the hop
   * @param sent the header that the agent had set
   * @param besideAnother whether the hop had an {@code Authorization} of the application's own too
   * @param challenges the values of {@code WWW-Authenticate}
   * @param dateMillis the time of its {@code Date} header, in milliseconds since the epoch; 0 if
   *     there is none
   */
  static void received(
      HopPolicy policy,
      Audience audience,
      String sent,
      boolean besideAnother,
      List<String> challenges,
      long dateMillis) {
    if (InvalidTokenChallenge.isIn(challenges, besideAnother)) {
      policy.refused(audience, sent, dateMillis);
    }
  }
}
