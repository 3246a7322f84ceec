package dev.cloudrunauth.audience;

/** Where a request goes, and by which rule: for those who explain it. Immutable. */
public final class AudienceMatch {

  /** How a rule means an origin. */
  public enum Kind {
    /** It is the configured origin. */
    EXACT("the origin itself"),
    /** It is the configured origin with a traffic tag. */
    TAG("with a traffic tag"),
    /** It fits the wildcard. */
    WILDCARD("a wildcard"),
    /** It is among the hosts of an audience. */
    HOSTS("one of its hosts");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** It in words, as they follow the rule. */
    @Override
    public String toString() {
      return text;
    }
  }

  private final AudienceRule rule;
  private final Kind kind;
  private final Destination destination;

  AudienceMatch(AudienceRule rule, Kind kind, Destination destination) {
    this.rule = rule;
    this.kind = kind;
    this.destination = destination;
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
