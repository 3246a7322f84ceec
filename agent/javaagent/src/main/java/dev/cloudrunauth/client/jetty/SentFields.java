package dev.cloudrunauth.client.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The headers that the agent has sent last, by their values: as lines of HTTP/1.1, and for the log.
 * Any thread may ask.
 */
final class SentFields {

  private static final int MAX_VALUES = 64;

  private static final ConcurrentMap<String, byte[]> NEWEST = new ConcurrentHashMap<>();

  /** The same, oldest first. */
  private static final Queue<String> BY_AGE = new ArrayDeque<>();

  private SentFields() {}

  /** A header, as a line. It costs no lock if it is no news. The caller must not change it. */
  static byte[] line(String name, String value) {
    var known = NEWEST.get(value);
    var line = known == null || !begins(known, name) ? made(name, value) : known;
    if (known == null) {
      add(value, line);
    }
    return line;
  }

  private static boolean begins(byte[] line, String name) {
    return line[name.length()] == ':' && line[0] == name.charAt(0);
  }

  private static byte[] made(String name, String value) {
    return (name + ": " + value + "\r\n").getBytes(ISO_8859_1);
  }

  private static synchronized void add(String value, byte[] line) {
    if (NEWEST.put(value, line) == null) {
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
