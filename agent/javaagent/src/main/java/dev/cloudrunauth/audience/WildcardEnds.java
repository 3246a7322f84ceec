package dev.cloudrunauth.audience;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The hash codes of what hosts must end with to meet a wildcard, and of each part of that from a
 * dot or a hyphen on: of {@code .us.run.app}, also {@code .run.app} and {@code .app}. With these, a
 * host is read from its end, and only as far as it looks like a wildcard's. Immutable.
 *
 * <p>Two texts may have the same hash code, so that it errs on the side of yes.
 */
final class WildcardEnds {
  /** No wildcard ends like this. */
  static final byte NONE = 0;

  /** A wildcard may follow further left. */
  static final byte PART = 1;

  /** A whole wildcard ends here, and a longer one may follow further left. */
  static final byte WHOLE = 2;

  private final int[] hashes;
  private final byte[] kinds;
  private final int shift;

  WildcardEnds(List<WildcardRule> rules) {
    Map<Integer, Byte> ends = new HashMap<>();
    for (WildcardRule rule : rules) {
      add(rule.hostEnd, ends);
    }
    int bits = Hashing.bitsFor(ends.size());
    this.shift = Integer.SIZE - bits;
    this.hashes = new int[1 << bits];
    this.kinds = new byte[1 << bits];
    for (Map.Entry<Integer, Byte> end : ends.entrySet()) {
      int slot = Hashing.spread(end.getKey()) >>> shift;
      while (kinds[slot] != NONE) {
        slot = slot + 1 & kinds.length - 1;
      }
      hashes[slot] = end.getKey();
      kinds[slot] = end.getValue();
    }
  }

  /**
   * How far a host has been read.
   *
   * @param hash the hash code of the host's lower-case form from a dot or a hyphen to its end
   */
  byte kind(int hash) {
    int slot = Hashing.spread(hash) >>> shift;
    while (kinds[slot] != NONE && hashes[slot] != hash) {
      slot = slot + 1 & kinds.length - 1;
    }
    return kinds[slot];
  }

  private static void add(String suffix, Map<Integer, Byte> ends) {
    for (int i = suffix.length() - 1; i > 0; i--) {
      char c = suffix.charAt(i);
      if (c == '.' || c == '-') {
        ends.putIfAbsent(suffix.substring(i).hashCode(), PART);
      }
    }
    ends.put(suffix.hashCode(), WHOLE);
  }
}
