package dev.cloudrunauth.audience;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers for each request whether its origin is configured, and where it goes. What it answers
 * never changes; any thread may ask.
 *
 * <p>Every HTTPS request of the application comes through here, most of them to hosts that nobody
 * configured. Those are turned away by the length, the hyphens and the end of their name, before
 * anything is hashed, and never allocate.
 */
public final class AudienceTable {
  private static final OriginRule[] NONE = {};
  private static final int MOST_SEEN = 1_000;

  private final List<AudienceRule> rules;
  private final Map<String, OriginRule[]> origins = new HashMap<>();
  private final WildcardRule[] wildcardsLongestFirst;

  /** Bit {@code n} is set when the length of a configured host is {@code n} modulo 64. */
  private final long originLengths;

  /** Whether a configured origin has tagged forms. */
  private final boolean hasTags;

  /** What a host must end with to meet a wildcard. */
  private final String[] suffixes;

  /** Hosts in another form than the configured one. Only as many as there may be audiences. */
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  /**
   * Builds a table.
   *
   * @param rules the configured rules; their order does not matter
   * @throws IllegalArgumentException when two different rules have the same pattern
   */
  public AudienceTable(List<AudienceRule> rules) {
    this.rules = List.copyOf(rules);
    Map<String, AudienceRule> byPattern = new HashMap<>();
    List<WildcardRule> wildcards = new ArrayList<>();
    long lengths = 0;
    boolean tagged = false;
    for (AudienceRule rule : rules) {
      AudienceRule other = byPattern.putIfAbsent(rule.pattern(), rule);
      if (other != null) {
        if (!other.equals(rule)) {
          throw new IllegalArgumentException(rule.pattern() + " has two different rules");
        }
      } else if (rule instanceof WildcardRule) {
        wildcards.add((WildcardRule) rule);
      } else {
        OriginRule origin = (OriginRule) rule;
        add(origin);
        lengths |= 1L << origin.origin.host().length();
        tagged |= origin.tagged;
      }
    }
    wildcards.sort(new LongestSuffixFirst());
    this.wildcardsLongestFirst = wildcards.toArray(new WildcardRule[0]);
    this.originLengths = lengths;
    this.hasTags = tagged;
    this.suffixes = suffixes(wildcards);
  }

  /**
   * Finds where a request goes: by its exact origin, or by the longest wildcard. It allocates
   * nothing but for the first request to a host with a tag, or of a wildcard. Never throws,
   * whatever the arguments are.
   *
   * @param scheme the request's scheme; anything but https goes nowhere
   * @param host the request's host as its client holds it, in any case. A host with a dot at its
   *     end, a host that is not ASCII and an IPv6 address go nowhere: that another program reads
   *     them as the configured host is not certain.
   * @param port the request's port, or -1 for the default
   * @return the destination, or {@code null} when the origin is not configured
   */
  public @Nullable Destination find(@Nullable String scheme, @Nullable String host, int port) {
    if (host == null || !mayFind(host) || !isHttps(scheme)) {
      return null;
    }
    int realPort = port == -1 ? OriginText.DEFAULT_PORT : port;
    if (isKnownLength(host)) {
      OriginRule exact = findOrigin(host, realPort);
      if (exact != null) {
        return exact.destination;
      }
      if (!mayHaveOtherForm(host) && !HostName.hasUpperCase(host)) {
        return null;
      }
    }
    return findOtherForm(host, realPort);
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
    return scheme != null && HostName.lowerCase(scheme).equals("https");
  }

  /** Whether a host is as long as a configured one, modulo 64. */
  private boolean isKnownLength(String host) {
    return (originLengths & 1L << host.length()) != 0;
  }

  /** Whether a host has a tag or meets a wildcard: a quick look that may err on the side of yes. */
  private boolean mayHaveOtherForm(String host) {
    if (hasTags && host.contains(TrafficTag.SEPARATOR)) {
      return true;
    }
    for (String suffix : suffixes) {
      int start = host.length() - suffix.length();
      if (start > 0
          && host.charAt(start) == suffix.charAt(0)
          && host.regionMatches(true, start, suffix, 0, suffix.length())) {
        return true;
      }
    }
    return false;
  }

  /**
   * What else than a configured origin to the letter: upper case, a tag, a wildcard. Found once, it
   * is remembered: an application calls the same few hosts again and again.
   */
  private @Nullable Destination findOtherForm(String spelling, int port) {
    Seen before = seen.get(spelling);
    if (before != null && before.port == port) {
      return before.destination;
    }
    Destination found = resolve(spelling, port);
    if (found != null && seen.size() < MOST_SEEN) {
      seen.put(spelling, new Seen(port, found));
    }
    return found;
  }

  private @Nullable Destination resolve(String spelling, int port) {
    String host = HostName.canonical(spelling);
    if (host == null) {
      return null;
    }
    OriginRule exact = findOrigin(host, port);
    if (exact != null) {
      return exact.destination;
    }
    String service = TrafficTag.strip(host);
    if (service == null) {
      return null;
    }
    if (service.length() < host.length()) {
      OriginRule untagged = findOrigin(service, port);
      if (untagged != null && untagged.tagged) {
        return untagged.destination;
      }
    }
    for (WildcardRule wildcard : wildcardsLongestFirst) {
      if (wildcard.matches(service, port)) {
        return wildcard.destination(service);
      }
    }
    return null;
  }

  private @Nullable OriginRule findOrigin(String host, int port) {
    OriginRule[] ports = origins.get(host);
    if (ports != null) {
      for (OriginRule rule : ports) {
        if (rule.origin.port() == port) {
          return rule;
        }
      }
    }
    return null;
  }

  private void add(OriginRule rule) {
    OriginRule[] ports = origins.getOrDefault(rule.origin.host(), NONE);
    OriginRule[] more = Arrays.copyOf(ports, ports.length + 1);
    more[ports.length] = rule;
    origins.put(rule.origin.host(), more);
  }

  private static String[] suffixes(List<WildcardRule> wildcards) {
    Set<String> suffixes = new LinkedHashSet<>();
    for (WildcardRule wildcard : wildcards) {
      suffixes.add(wildcard.suffix);
    }
    return suffixes.toArray(new String[0]);
  }

  /** Where a host goes, at the port at which it was seen first. */
  private static final class Seen {
    final int port;
    final Destination destination;

    Seen(int port, Destination destination) {
      this.port = port;
      this.destination = destination;
    }
  }

  private static final class LongestSuffixFirst implements Comparator<WildcardRule> {
    @Override
    public int compare(WildcardRule one, WildcardRule other) {
      return Integer.compare(other.suffix.length(), one.suffix.length());
    }
  }
}
