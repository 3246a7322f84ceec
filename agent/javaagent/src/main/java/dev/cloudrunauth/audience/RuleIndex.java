package dev.cloudrunauth.audience;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules by host and port, or by the end of a host and port. It is asked for a part of a host, in
 * any case, and copies nothing. Immutable.
 *
 * <p>It is a hash table with linear probing, at most half full. Hosts that somebody else chooses
 * are only looked up and never added, so that they cannot make it slow.
 */
final class RuleIndex<R extends AudienceRule> {
  private final @Nullable R[] slots;
  private final int shift;

  /**
   * Builds an index.
   *
   * @param rules no two of them have the same port and the same host or end of it
   */
  RuleIndex(List<R> rules) {
    int bits = Hashing.bitsFor(rules.size());
    this.shift = Integer.SIZE - bits;
    @SuppressWarnings("unchecked") // An array of rules is all that is needed.
    @Nullable R[] table = (R[]) new AudienceRule[1 << bits];
    this.slots = table;
    for (R rule : rules) {
      int slot = slot(rule.hostEnd.hashCode(), rule.port);
      while (slots[slot] != null) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = rule;
    }
  }

  /**
   * Finds the rule for a part of a host.
   *
   * @param host in any case
   * @param from where in {@code host} the part starts; it goes to the end
   * @param hash the hash code of the part's lower-case form
   * @param port the port, never -1
   */
  @Nullable R find(String host, int from, int hash, int port) {
    int slot = slot(hash, port);
    R rule;
    while ((rule = slots[slot]) != null) {
      if (rule.port == port
          && rule.hostEnd.hashCode() == hash
          && (from == 0
              ? AsciiCase.equals(host, rule.hostEnd)
              : AsciiCase.equals(host, from, rule.hostEnd))) {
        return rule;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return null;
  }

  private int slot(int hash, int port) {
    return Hashing.spread(31 * hash + port) >>> shift;
  }
}
