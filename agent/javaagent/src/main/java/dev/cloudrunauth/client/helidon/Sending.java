package dev.cloudrunauth.client.helidon;

import org.jspecify.annotations.Nullable;

/**
 * The request that a thread has authorized and is about to write. Both happen in one call, and what
 * the client logs or shows lies between the two.
 *
 * <p>A thread that authorizes none touches no thread-local as long as no other does.
 */
final class Sending {

  private static final ThreadLocal<@Nullable Sending> OF_THREAD = new ThreadLocal<>();
  private static volatile boolean isUsed;

  final HeadRequest request;
  private final Object what;

  private Sending(Object what, HeadRequest request) {
    this.what = what;
    this.request = request;
  }

  /** This thread is about to write it. */
  static void begin(Object what, HeadRequest request) {
    OF_THREAD.set(new Sending(what, request));
    isUsed = true;
  }

  /** The request, if this thread is about to write just that; it is forgotten then. */
  static @Nullable HeadRequest take(Object what) {
    var sending = isUsed ? OF_THREAD.get() : null;
    if (sending == null || sending.what != what) {
      return null;
    }
    OF_THREAD.remove();
    return sending.request;
  }
}
