package dev.cloudrunauth.client.grpc;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens that a transport may be about to log: the newest that any thread has sent. It writes
 * headers on its event loop, and later if a connection has too many streams. Threads share it.
 */
final class LoggedTokens implements Iterable<String> {

  private static final int MAX_TOKENS = 64;

  private final Set<String> newest = ConcurrentHashMap.newKeySet();

  /** The same, oldest first. */
  private final Queue<String> byAge = new ArrayDeque<>();

  /** A header value is about to be sent. It costs no lock if it is no news. */
  void add(String headerValue) {
    if (newest.contains(headerValue)) {
      return;
    }
    synchronized (byAge) {
      if (newest.add(headerValue)) {
        byAge.add(headerValue);
        if (byAge.size() > MAX_TOKENS) {
          newest.remove(byAge.remove());
        }
      }
    }
  }

  @Override
  public Iterator<String> iterator() {
    return newest.iterator();
  }
}
