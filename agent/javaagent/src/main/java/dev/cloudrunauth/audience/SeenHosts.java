package dev.cloudrunauth.audience;

import org.jspecify.annotations.Nullable;

/**
 * The destinations of hosts in another form than the configured one: an application calls the same
 * few hosts again and again. Any thread may ask and add.
 *
 * <p>Room for a host is in one set alone, which its hash code chooses, and a new host displaces
 * that set's oldest. Whatever hosts came before, a thousand others that are called again and again
 * find room. A host that is displaced costs memory the next time, and nothing else.
 *
 * <p>There is no lock: an entry is immutable, and may be lost when two threads add at once.
 */
final class SeenHosts {
  private static final int SET_BITS = 10;
  private static final int SET_SIZE = 8;

  private final @Nullable Entry[] entries = new Entry[SET_SIZE << SET_BITS];

  /**
   * Finds the destination of a host that was {@linkplain #add added}.
   *
   * @param host in any case
   * @param hash the hash code of its lower-case form
   * @param port the port, never -1
   */
  @Nullable Destination get(String host, int hash, int port) {
    int start = start(hash, port);
    for (int i = start; i < start + SET_SIZE; i++) {
      Entry entry = entries[i];
      if (entry != null
          && entry.hash == hash
          && entry.port == port
          && AsciiCase.equals(host, entry.host)) {
        return entry.destination;
      }
    }
    return null;
  }

  /**
   * Adds a host.
   *
   * @param host in lower case
   * @param port the port, never -1
   * @param destination where its requests go
   */
  void add(String host, int port, Destination destination) {
    int start = start(host.hashCode(), port);
    for (int i = start + SET_SIZE - 1; i > start; i--) {
      entries[i] = entries[i - 1];
    }
    entries[start] = new Entry(host, port, destination);
  }

  private static int start(int hash, int port) {
    return (Hashing.spread(31 * hash + port) >>> (Integer.SIZE - SET_BITS)) * SET_SIZE;
  }

  private static final class Entry {
    final String host;
    final int hash;
    final int port;
    final Destination destination;

    Entry(String host, int port, Destination destination) {
      this.host = host;
      this.hash = host.hashCode();
      this.port = port;
      this.destination = destination;
    }
  }
}
