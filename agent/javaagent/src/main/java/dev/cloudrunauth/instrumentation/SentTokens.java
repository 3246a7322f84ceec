package dev.cloudrunauth.instrumentation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which token a hop has sent, for a client whose response does not show it. It is for clients that
 * write the head of a request and return its response on one thread, so that a thread's own notes
 * are exact, need no lock, and cost a hop no more than a few stores.
 *
 * <p>A note is never erased: the newest replace the oldest. It is found by the identity of the
 * request, which is the same object at a hop and at its answer, and only read for the answer of a
 * hop that was noted. A hop to a host that is not configured touches no thread-local at all: a
 * virtual thread that lives for one call does not pay for it.
 *
 * <p>Many are remembered, because a request's body may call other services while it is written, in
 * the middle of its own hop. The notes hold numbers and strings and nothing of the application's,
 * whose classes can go although its threads stay.
 */
public final class SentTokens {

  private static final int FIRST_NOTES = 4;
  private static final int MAX_NOTES = 64;
  private static final ThreadLocal<@Nullable SentTokens> OF_THREAD = new ThreadLocal<>();

  private int[] requests = new int[FIRST_NOTES];
  private @Nullable String[] headerValues = new @Nullable String[FIRST_NOTES];
  private int size;
  private int newest = -1;

  private SentTokens() {}

  /**
   * Notes what this thread is about to send.
   *
   * @param request the request of the hop
   * @param headerValue the agent's header, or {@code null} if the hop goes without it
   */
  public static void note(Object request, @Nullable String headerValue) {
    var notes = OF_THREAD.get();
    if (notes == null) {
      if (headerValue == null) {
        return;
      }
      notes = new SentTokens();
      OF_THREAD.set(notes);
    }
    notes.add(System.identityHashCode(request), headerValue);
  }

  /** What this thread has sent with a request, or {@code null} if that was no token. */
  public static @Nullable String sentWith(Object request) {
    var notes = OF_THREAD.get();
    return notes == null ? null : notes.find(System.identityHashCode(request));
  }

  private void add(int request, @Nullable String headerValue) {
    newest = (newest + 1) % MAX_NOTES;
    if (newest == requests.length) {
      requests = Arrays.copyOf(requests, 2 * newest);
      headerValues = Arrays.copyOf(headerValues, 2 * newest);
    }
    requests[newest] = request;
    headerValues[newest] = headerValue;
    size = Math.max(size, newest + 1);
  }

  private @Nullable String find(int request) {
    for (int age = 0; age < size; age++) {
      int at = Math.floorMod(newest - age, size);
      if (requests[at] == request) {
        return headerValues[at];
      }
    }
    return null;
  }
}
