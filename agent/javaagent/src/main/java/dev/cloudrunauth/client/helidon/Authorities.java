package dev.cloudrunauth.client.helidon;

import org.jspecify.annotations.Nullable;

/**
 * What the last request of a thread over HTTP/2 has named in place of {@code Host}: its headers no
 * longer have that when the response is there. A note holds nothing of the application's, whose
 * classes can go although its threads stay.
 */
final class Authorities {

  private static final ThreadLocal<@Nullable Authorities> OF_THREAD = new ThreadLocal<>();

  private final int stream;
  private final String authority;

  private Authorities(int stream, String authority) {
    this.stream = stream;
    this.authority = authority;
  }

  static void note(Object stream, @Nullable String authority) {
    if (authority != null) {
      OF_THREAD.set(new Authorities(System.identityHashCode(stream), authority));
    }
  }

  /** What was named on a stream, or {@code null}. */
  static @Nullable String of(Object stream) {
    var last = OF_THREAD.get();
    return last == null || last.stream != System.identityHashCode(stream) ? null : last.authority;
  }
}
