package dev.cloudrunauth.client.apachehttp;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP/2 stream whose request a thread is about to write. Three steps of the client write one:
 * the first knows the connection, the second the request with all its headers, and the third, below
 * the client's log, the bytes. Each thread writes one request at a time.
 */
final class Streams {

  private static final ThreadLocal<@Nullable Streams> OF_THREAD = new ThreadLocal<>();

  private final Object handler;
  private @Nullable Object request;
  private @Nullable String name;
  private @Nullable String value;

  private Streams(Object handler) {
    this.handler = handler;
  }

  static void begin(Object handler) {
    OF_THREAD.set(new Streams(handler));
  }

  static void end() {
    if (OF_THREAD.get() != null) {
      OF_THREAD.set(null);
    }
  }

  static @Nullable Streams ofThread() {
    return OF_THREAD.get();
  }

  /** What handles the stream. */
  Object handler() {
    return handler;
  }

  void add(Object toRequest, String header, String token) {
    request = toRequest;
    name = header;
    value = token;
  }

  /** The request of the header to add, or {@code null}. */
  @Nullable Object request() {
    return request;
  }

  /** The name of the header to add, or {@code null}. */
  @Nullable String name() {
    return name;
  }

  /** Its value; the caller adds it, and it is added once. */
  @Nullable String takeValue() {
    var taken = value;
    value = null;
    return taken;
  }
}
