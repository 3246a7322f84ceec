package dev.cloudrunauth.client.jetty;

import org.jspecify.annotations.Nullable;

/**
 * The request whose headers a thread is writing. What takes its token is called by the same thread:
 * over HTTP/1.1 the TLS of its connection, over HTTP/2 what makes its stream.
 *
 * <p>A thread that writes none for us touches no thread-local as long as no other does.
 */
final class Writing {

  private static final ThreadLocal<@Nullable Place> OF_THREAD = new ThreadLocal<>();
  private static volatile boolean isUsed;

  /** Where a thread keeps it. */
  private static final class Place {
    @Nullable Writing current;
  }

  private final Place place;
  private final Hop hop;
  private final @Nullable Writing outer;
  private boolean isTaken;

  private Writing(Place place, Hop hop) {
    this.place = place;
    this.hop = hop;
    outer = place.current;
  }

  /** This thread is about to write the headers of a request. */
  static void begin(Hop hop) {
    var place = OF_THREAD.get();
    if (place == null) {
      place = new Place();
      OF_THREAD.set(place);
      isUsed = true;
    }
    place.current = new Writing(place, hop);
  }

  /** What this thread is writing, or {@code null}. */
  static @Nullable Writing current() {
    var place = isUsed ? OF_THREAD.get() : null;
    return place == null ? null : place.current;
  }

  /** Ends what {@link #begin} has begun. */
  void end() {
    place.current = outer;
  }

  Hop hop() {
    return hop;
  }

  /** The header to write to a connection, or {@code null}; only once. */
  static @Nullable Field take(@Nullable Object endPoint, boolean isHttp2) {
    var current = current();
    if (current == null || current.isTaken || !current.hop.isOn(endPoint, isHttp2)) {
      return null;
    }
    current.isTaken = true;
    return current.hop.field();
  }

  boolean isTaken() {
    return isTaken;
  }
}
