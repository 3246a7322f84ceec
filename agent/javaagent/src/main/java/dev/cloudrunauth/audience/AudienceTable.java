package dev.cloudrunauth.audience;

import dev.cloudrunauth.audience.AudienceMatch.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers for each request whether its origin is configured, and where it goes. What it answers
 * never changes; any thread may ask.
 *
 * <p>Every HTTPS request of the application comes through here, most of them to hosts that nobody
 * configured. Those are turned away by the length, the hyphens and the end of their name, and never
 * allocate. What the others cost depends on the length of the host, not on the number of rules.
 */
public final class AudienceTable {
  /** Remembered for hosts that end like a wildcard and go nowhere. */
  private static final Destination NOWHERE =
      new Destination(new Audience("", null), OnFailure.FAIL);

  private final List<AudienceRule> rules;
  private final RuleIndex<OriginRule> origins;

  /** Bit {@code n} is set when the length of a configured host is {@code n} modulo 64. */
  private final long originLengths;

  /** Whether a configured origin has tagged forms. */
  private final boolean hasTags;

  private final @Nullable WildcardIndex wildcards;
  private final SeenHosts seen = new SeenHosts();

  /**
   * Builds a table.
   *
   * @param rules the configured rules; their order does not matter
   * @throws IllegalArgumentException when two different rules have the same pattern
   */
  public AudienceTable(List<AudienceRule> rules) {
    this.rules = List.copyOf(rules);
    List<OriginRule> origins = new ArrayList<>();
    List<WildcardRule> wildcards = new ArrayList<>();
    long lengths = 0;
    boolean tagged = false;
    for (AudienceRule rule : distinct(rules)) {
      if (rule instanceof WildcardRule) {
        wildcards.add((WildcardRule) rule);
      } else {
        OriginRule origin = (OriginRule) rule;
        origins.add(origin);
        lengths |= 1L << origin.hostEnd.length();
        tagged |= origin.tagged;
      }
    }
    this.origins = new RuleIndex<>(origins);
    this.originLengths = lengths;
    this.hasTags = tagged;
    this.wildcards = wildcards.isEmpty() ? null : new WildcardIndex(wildcards);
  }

  private static List<AudienceRule> distinct(List<AudienceRule> rules) {
    Map<String, AudienceRule> byPattern = new HashMap<>();
    List<AudienceRule> distinct = new ArrayList<>();
    for (AudienceRule rule : rules) {
      AudienceRule other = byPattern.putIfAbsent(rule.pattern(), rule);
      if (other == null) {
        distinct.add(rule);
      } else if (!other.equals(rule)) {
        throw new IllegalArgumentException(rule.pattern() + " has two different rules");
      }
    }
    return distinct;
  }

  /**
   * Finds where a request goes: by its exact origin, or by the longest wildcard. It allocates
   * nothing but for the first request to a host that has a tag or ends like a wildcard, and for one
   * that came so long ago that its place was taken. Never throws, whatever the arguments are.
   *
   * @param scheme the request's scheme; anything but https goes nowhere
   * @param host the request's host as its client holds it, in any case. A host with a dot at its
   *     end, a host that is not ASCII and an IPv6 address go nowhere: that another program reads
   *     them as the configured host is not certain.
   * @param port the request's port, or -1 for the default
   * @return the destination, or {@code null} when the origin is not configured
   */
  public @Nullable Destination find(@Nullable String scheme, @Nullable String host, int port) {
    if (host == null || host.length() > HostName.MAX_LENGTH) {
      return null;
    }
    int realPort = port == -1 ? OriginText.DEFAULT_PORT : port;
    OriginRule exact = findExact(host, realPort);
    if ((exact == null && !mayHaveOtherForm(host)) || !isHttps(scheme)) {
      return null;
    }
    return exact == null ? findOtherForm(host, realPort) : exact.destination;
  }

  /**
   * Whether {@link #find} may find something for a host: a quick look that errs on the side of yes.
   * For a client that has to be asked for each part of a URL, and mostly for nothing.
   *
   * @param host the request's host as its client holds it, in any case
   * @return {@code false} if it finds nothing, whatever the scheme and the port are
   */
  public boolean mayFind(String host) {
    return host.length() <= HostName.MAX_LENGTH && (isKnownLength(host) || mayHaveOtherForm(host));
  }

  /**
   * Finds a destination as {@link #find} does, and the rule that it is by. It takes longer: for
   * those who explain it.
   *
   * @return {@code null} when the origin is not configured
   */
  public @Nullable AudienceMatch match(@Nullable String scheme, @Nullable String host, int port) {
    Destination destination = find(scheme, host, port);
    if (destination == null || host == null) {
      return null;
    }
    int realPort = port == -1 ? OriginText.DEFAULT_PORT : port;
    OriginRule exact = findExact(host, realPort);
    if (exact != null) {
      boolean isItself = destination.audience().aud().equals(exact.pattern());
      return new AudienceMatch(exact, isItself ? Kind.EXACT : Kind.HOSTS, destination);
    }
    AudienceRule other = findOtherRule(host, realPort);
    Kind kind = other instanceof WildcardRule ? Kind.WILDCARD : Kind.TAG;
    return other == null ? null : new AudienceMatch(other, kind, destination);
  }

  /** The rules that this table was built from, as configured. */
  public List<AudienceRule> rules() {
    return rules;
  }

  /** The audiences that are known before any request: all but those of wildcards, each once. */
  public List<Audience> fixedAudiences() {
    Set<Audience> audiences = new LinkedHashSet<>();
    for (AudienceRule rule : rules) {
      if (rule instanceof OriginRule) {
        audiences.add(((OriginRule) rule).destination.audience());
      }
    }
    return List.copyOf(audiences);
  }

  /** Not equalsIgnoreCase, for which the long s of "http\u017f" is an s too. */
  private static boolean isHttps(@Nullable String scheme) {
    return scheme != null && AsciiCase.equals(scheme, "https");
  }

  private @Nullable OriginRule findExact(String host, int port) {
    if (!isKnownLength(host)) {
      return null;
    }
    // In lower case, as it mostly is; a string remembers its own hash code.
    OriginRule found = origins.find(host, 0, host.hashCode(), port);
    return found == null && AsciiCase.hasUpper(host)
        ? origins.find(host, 0, AsciiCase.hash(host, 0), port)
        : found;
  }

  /** Whether a host is as long as a configured one, modulo 64. */
  private boolean isKnownLength(String host) {
    return (originLengths & 1L << host.length()) != 0;
  }

  /** Whether a host has a tag or meets a wildcard: a quick look that may err on the side of yes. */
  private boolean mayHaveOtherForm(String host) {
    return (hasTags && host.contains(TrafficTag.SEPARATOR))
        || (wildcards != null && wildcards.mayMatch(host));
  }

  /** What else than a configured origin: a tag, a wildcard. */
  @SuppressWarnings("ReferenceEquality") // there is one NOWHERE
  private @Nullable Destination findOtherForm(String host, int port) {
    Destination before = findSeen(host, port);
    if (before != null) {
      return before == NOWHERE ? null : before;
    }
    AudienceRule rule = findOtherRule(host, port);
    String lowerCase = AsciiCase.lower(host);
    Destination found =
        rule == null || !HostName.isCanonicalInAnyCase(host)
            ? NOWHERE
            : destination(rule, lowerCase);
    seen.add(lowerCase, port, found);
    return found == NOWHERE ? null : found;
  }

  private @Nullable Destination findSeen(String host, int port) {
    Destination found = seen.get(host, host.hashCode(), port);
    return found == null && AsciiCase.hasUpper(host)
        ? seen.get(host, AsciiCase.hash(host, 0), port)
        : found;
  }

  /** The rule for a tag or a wildcard, also of what is no host name at all. */
  private @Nullable AudienceRule findOtherRule(String host, int port) {
    int service = TrafficTag.serviceStart(host);
    if (service == TrafficTag.AMBIGUOUS) {
      return null;
    }
    AudienceRule rule = service == 0 ? null : findUntagged(host, service, port);
    return rule == null && wildcards != null ? wildcards.longest(host, service, port) : rule;
  }

  private @Nullable OriginRule findUntagged(String host, int service, int port) {
    OriginRule found = origins.find(host, service, AsciiCase.hash(host, service), port);
    return found != null && found.tagged ? found : null;
  }

  private static Destination destination(AudienceRule rule, String host) {
    return rule instanceof WildcardRule
        ? ((WildcardRule) rule).destination(host.substring(TrafficTag.serviceStart(host)))
        : ((OriginRule) rule).destination;
  }
}
