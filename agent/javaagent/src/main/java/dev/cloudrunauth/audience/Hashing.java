package dev.cloudrunauth.audience;

/** What the hash tables of this package have in common. */
final class Hashing {
  /** 2<sup>32</sup> divided by the golden ratio: similar hash codes end up far from each other. */
  private static final int GOLDEN = 0x9e3779b9;

  private Hashing() {}

  /** Spreads a hash code; the upper bits are the better ones. */
  static int spread(int hash) {
    return hash * GOLDEN;
  }

  /** The binary logarithm of the size of a table that is at most half full. */
  static int bitsFor(int entries) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, entries) * 2 - 1);
  }
}
