package dev.cloudrunauth.audience;

import org.jspecify.annotations.Nullable;

/**
 * Where a request goes, and by which rule: for those who explain it. It takes longer to find than a
 * {@link Destination} alone. Immutable.
 */
public final class AudienceMatch {

  /** How a rule means an origin. */
  public enum Kind {
    /** It is the configured origin. */
    EXACT,
    /** It is the configured origin with a traffic tag. */
    TAG,
    /** It fits the wildcard. */
    WILDCARD,
    /** It is among the hosts of an audience. */
    HOSTS
  }

  private final AudienceRule rule;
  private final Kind kind;
  private final Destination destination;

  private AudienceMatch(AudienceRule rule, Kind kind, Destination destination) {
    this.rule = rule;
    this.kind = kind;
    this.destination = destination;
  }

  /**
   * Finds a match as {@link AudienceTable#find} finds its destination.
   *
   * @param table all the rules
   * @param scheme the request's scheme
   * @param host the request's host
   * @param port the request's port, or -1 for the default
   * @return {@code null} when the origin is not configured
   */
  public static @Nullable AudienceMatch of(
      AudienceTable table, @Nullable String scheme, @Nullable String host, int port) {
    Destination destination = table.find(scheme, host, port);
    AudienceRule rule = table.findRule(scheme, host, port);
    return destination == null || rule == null || host == null
        ? null
        : new AudienceMatch(rule, kind(rule, host), destination);
  }

  private static Kind kind(AudienceRule rule, String host) {
    if (rule instanceof WildcardRule) {
      return Kind.WILDCARD;
    }
    OriginRule origin = (OriginRule) rule;
    if (!origin.destination.audience().aud().equals(origin.pattern())) {
      return Kind.HOSTS;
    }
    return isSpelled(host, origin) ? Kind.EXACT : Kind.TAG;
  }

  private static boolean isSpelled(String host, OriginRule rule) {
    return AsciiCase.equals(host, rule.hostEnd);
  }

  /** The rule, as configured. */
  public AudienceRule rule() {
    return rule;
  }

  /** How the rule means the request's origin. */
  public Kind kind() {
    return kind;
  }

  /** Where the request goes. */
  public Destination destination() {
    return destination;
  }
}
