package dev.cloudrunauth.audience;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wildcards. A host is read from its end, from one dot or hyphen to the next, so that the time
 * depends on its length and not on the number of wildcards. Immutable.
 */
final class WildcardIndex {
  private final WildcardEnds ends;
  private final RuleIndex<WildcardRule> rules;

  WildcardIndex(List<WildcardRule> rules) {
    this.ends = new WildcardEnds(rules);
    this.rules = new RuleIndex<>(rules);
  }

  /**
   * Whether a host meets a wildcard: a quick look that errs on the side of yes. It is at the last
   * two labels, which no wildcard leaves open.
   */
  boolean mayMatch(String host) {
    int dots = 0;
    // The hash code of the end of the host, extended to the left.
    int hash = 0;
    for (int i = host.length() - 1, power = 1; i > 0; i--, power *= 31) {
      char c = host.charAt(i);
      hash += power * AsciiCase.hashed(c);
      if (c == '.' && ++dots == WildcardRule.MIN_LABELS_AFTER_WILDCARD) {
        return ends.kind(hash) != WildcardEnds.NONE;
      }
    }
    return false;
  }

  /**
   * Finds the longest wildcard.
   *
   * @param host a host name, canonical but for its case
   * @param from where its part without the traffic tag starts
   * @param port the port, never -1
   */
  @Nullable WildcardRule longest(String host, int from, int port) {
    WildcardRule longest = null;
    int firstDot = host.indexOf('.', from);
    int hash = 0;
    for (int i = host.length() - 1, power = 1; i > from; i--, power *= 31) {
      char c = host.charAt(i);
      hash += power * AsciiCase.hashed(c);
      if (c == '.' || c == '-') {
        byte kind = ends.kind(hash);
        if (kind == WildcardEnds.NONE) {
          return longest;
        }
        // The rest of one label, or one or more labels.
        if (kind == WildcardEnds.WHOLE && (c == '.' || i < firstDot)) {
          WildcardRule rule = rules.find(host, i, hash, port);
          longest = rule == null ? longest : rule;
        }
      }
    }
    return longest;
  }
}
