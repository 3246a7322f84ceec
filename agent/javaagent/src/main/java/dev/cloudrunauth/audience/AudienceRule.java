package dev.cloudrunauth.audience;

import org.jspecify.annotations.Nullable;

/**
 * One configured line: which origins it means, and which audience their tokens have. Immutable; two
 * rules are equal when they say the same.
 */
public abstract class AudienceRule {
  /** The host of the origins that it means, or what their hosts end with; in lower case. */
  final String hostEnd;

  final int port;

  AudienceRule(String hostEnd, int port) {
    this.hostEnd = hostEnd;
    this.port = port;
  }

  /**
   * Reads an audience that is its own rule: an origin, or a wildcard such as {@code
   * https://*.run.app} (one or more labels) or {@code https://*-123456789012.us-central1.run.app}
   * (the rest of one label).
   *
   * @param text the origin or the wildcard
   * @param impersonate the service account that mints its tokens, or {@code null}
   * @param onFailure what becomes of its requests when no token can be had
   * @throws InvalidOriginException when {@code text} is neither, or an origin with a traffic tag
   */
  public static AudienceRule parse(String text, @Nullable String impersonate, OnFailure onFailure)
      throws InvalidOriginException {
    if (text.indexOf('*') >= 0) {
      return WildcardRule.of(text, impersonate, onFailure);
    }
    Origin origin = Origin.parse(text);
    if (TrafficTag.isTagged(origin.host())) {
      String service = TrafficTag.strip(origin.host());
      throw new InvalidOriginException(
          "it has a traffic tag, and no service accepts that as an audience",
          (service == null
                  ? "Write the service's URL without the tag"
                  : "Write " + OriginText.of(service, origin.port()))
              + ", its tagged URLs are included");
    }
    Audience audience = new Audience(origin.toString(), impersonate);
    return new OriginRule(origin, new Destination(audience, onFailure), true);
  }

  /**
   * The rule for one host with a fixed audience. It means that origin alone, without tagged forms.
   *
   * @param origin the origin of the requests
   * @param destination the audience of their tokens, and what else is said of it
   */
  public static AudienceRule fixed(Origin origin, Destination destination) {
    return new OriginRule(origin, destination, false);
  }

  /**
   * The same rule, whose requests may have a person's own token. Such a token is good for every
   * Cloud Run service that the person may call, so that it goes to services that are listed one by
   * one, and to Google's own names for them: any other rule is returned as it is.
   */
  public AudienceRule orForUsers() {
    return this;
  }

  /**
   * The origins that this rule means, canonical: {@code https://HOST[:PORT]}, where the host may
   * start with {@code *}. Two different rules with the same pattern contradict each other.
   */
  public abstract String pattern();

  /** The pattern and, where it differs, the audience: a line of the start-up report. */
  @Override
  public abstract String toString();
}
