package dev.cloudrunauth.client.jetty;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The headers that the agent has sent last, by their values: as they are written, which is the same
 * for many requests, and for the log. Any thread may ask.
 */
final class SentFields {

  private static final int MAX_VALUES = 64;

  private static final ConcurrentMap<String, SentField> NEWEST = new ConcurrentHashMap<>();

  /** The same, oldest first. */
  private static final Queue<String> BY_AGE = new ArrayDeque<>();

  private SentFields() {}

  /** A header as it is written. It costs no lock if it is no news. */
  static SentField of(String name, String value) {
    var known = NEWEST.get(value);
    var field = known == null || !known.isNamed(name) ? new SentField(name, value) : known;
    if (known == null) {
      add(value, field);
    }
    return field;
  }

  private static synchronized void add(String value, SentField field) {
    if (NEWEST.put(value, field) == null) {
      BY_AGE.add(value);
      if (BY_AGE.size() > MAX_VALUES) {
        NEWEST.remove(BY_AGE.remove());
      }
    }
  }

  /** Whether there is any. */
  static boolean isAny() {
    return !NEWEST.isEmpty();
  }

  /** The values. */
  static Iterable<String> values() {
    return NEWEST.keySet();
  }
}
