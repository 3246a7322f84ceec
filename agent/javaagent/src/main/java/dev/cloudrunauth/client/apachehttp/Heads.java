package dev.cloudrunauth.client.apachehttp;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The heads that threads are about to write. What asks a connection to write a request is also what
 * logs its headers, and so the request is replaced one step below, by the writer, which knows
 * nothing of the connection.
 *
 * <p>A thread that writes none for us touches no thread-local as long as no other does: a virtual
 * thread that lives for one call would have to create it.
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
    var head = OF_THREAD.get();
    if (head == null) {
      head = new Head();
      OF_THREAD.set(head);
    }
    if (head.request == null) {
      BEGUN.incrementAndGet();
    }
    head.request = request;
    head.copy = copy;
  }

  /** What this thread writes in place of a message: the message itself, if nothing was begun. */
  static Object written(Object message) {
    var head = BEGUN.get() == 0 ? null : OF_THREAD.get();
    var copy = head == null || head.request != message ? null : head.copy;
    if (head == null || copy == null) {
      return message;
    }
    head.copy = null;
    return copy;
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
    boolean isUnwritten = head.copy != null;
    head.request = null;
    head.copy = null;
    BEGUN.decrementAndGet();
    return isUnwritten;
  }

  /** Of one thread, which keeps it: it is empty between two heads. */
  private static final class Head {
    @Nullable Object request;
    @Nullable Object copy;
  }
}
