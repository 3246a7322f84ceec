package dev.cloudrunauth.client.apachehttp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The tokens that a client may be about to log: the newest that any thread has sent. The head of a
 * request stays in a buffer until its body fills that, and the body may be written by another
 * thread, or be written in the course of many other calls. Any thread may ask.
 */
final class LoggedTokens {

  private static final int MAX_TOKENS = 64;

  private static final ConcurrentMap<String, byte[]> NEWEST = new ConcurrentHashMap<>();

  /** The same, oldest first. */
  private static final Queue<String> BY_AGE = new ArrayDeque<>();

  private LoggedTokens() {}

  /** A header value is about to be sent. It costs no lock if it is no news. */
  static void add(String headerValue) {
    if (NEWEST.containsKey(headerValue)) {
      return;
    }
    synchronized (BY_AGE) {
      if (NEWEST.put(headerValue, headerValue.getBytes(StandardCharsets.ISO_8859_1)) != null) {
        return;
      }
      BY_AGE.add(headerValue);
      if (BY_AGE.size() > MAX_TOKENS) {
        NEWEST.remove(BY_AGE.remove());
      }
    }
  }

  /** The header values, as bytes that nobody changes. */
  static Iterable<byte[]> all() {
    return NEWEST.values();
  }
}
