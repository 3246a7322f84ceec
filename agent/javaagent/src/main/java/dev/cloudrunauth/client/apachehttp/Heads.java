package dev.cloudrunauth.client.apachehttp;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The heads that threads are about to write. What asks a connection to write a request is also what
 * logs its headers, and so the request is replaced one step below, by the writer, which knows
 * nothing of the connection.
 *
 * <p>A thread that writes none for us touches no thread-local as long as no other does.
 */
final class Heads {

  private static final AtomicInteger BEGUN = new AtomicInteger();
  private static final ThreadLocal<@Nullable Head> OF_THREAD = new ThreadLocal<>();

  private Heads() {}

  /**
   * This thread is about to write a request.
   *
   * @param request the request
   * @param copy what it writes instead
   */
  static void begin(Object request, Object copy) {
    OF_THREAD.set(new Head(request, copy));
    BEGUN.incrementAndGet();
  }

  /** What this thread writes in place of a message: the message itself, if nothing was begun. */
  static Object written(Object message) {
    var head = BEGUN.get() == 0 ? null : OF_THREAD.get();
    if (head == null || head.request != message) {
      return message;
    }
    head.isWritten = true;
    return head.copy;
  }

  /**
   * This thread has written a request, or has failed to.
   *
   * @return whether there was a copy, and it was not written: the connection has a writer of the
   *     application's own
   */
  static boolean endUnwritten(Object request) {
    var head = BEGUN.get() == 0 ? null : OF_THREAD.get();
    if (head == null || head.request != request) {
      return false;
    }
    OF_THREAD.set(null);
    BEGUN.decrementAndGet();
    return !head.isWritten;
  }

  private static final class Head {
    final Object request;
    final Object copy;
    boolean isWritten;

    Head(Object request, Object copy) {
      this.request = request;
      this.copy = copy;
    }
  }
}
