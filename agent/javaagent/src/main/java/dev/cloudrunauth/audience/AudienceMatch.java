package dev.cloudrunauth.audience;

import java.util.Collections;
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
    if (destination == null || host == null) {
      return null;
    }
    AudienceRule first = null;
    for (AudienceRule rule : table.rules()) {
      // By itself, each rule finds what it means.
      boolean matches =
          new AudienceTable(Collections.singletonList(rule)).find(scheme, host, port) != null;
      if (matches && (first == null || rank(rule, host) > rank(first, host))) {
        first = rule;
      }
    }
    return first == null ? null : new AudienceMatch(first, kind(first, host), destination);
  }

  /** An exact origin before one with a tag, and that before the longest wildcard. */
  private static int rank(AudienceRule rule, String host) {
    if (rule instanceof WildcardRule) {
      return ((WildcardRule) rule).suffix.length();
    }
    return isSpelled(host, (OriginRule) rule) ? Integer.MAX_VALUE : Integer.MAX_VALUE - 1;
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
    return HostName.lowerCase(host).equals(rule.origin.host());
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
