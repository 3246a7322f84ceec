package dev.cloudrunauth.client;

import dev.cloudrunauth.audience.Audience;
import org.jspecify.annotations.Nullable;

/**
 * Which token a hop has sent, for a client whose answer does not know it. OkHttp writes the head of
 * a request and returns its answer on one thread, in one method, so that a thread's own notes are
 * exact, need no lock, and cost a hop no more than a few stores.
 *
 * <p>A note is never erased: it is overwritten by the thread's next hop to the same audience, with
 * or without a token, and it is only read for the answer of a hop to that audience. So an exchange
 * that ends by an exception leaves nothing that is taken for another's, and a hop to any other host
 * touches no thread-local at all: a virtual thread that lives for one call does not pay for it.
 *
 * <p>Two audiences are remembered, because a request's body may call another service while it is
 * written, in the middle of its own hop. (Where it calls the same one, the token of both is the
 * same, or the body's is the newer one and dropped a little too early.) The notes hold strings and
 * nothing of the application's, whose classes can go although its threads stay.
 */
final class SentTokens {

  private static final ThreadLocal<@Nullable SentTokens> OF_THREAD = new ThreadLocal<>();

  private @Nullable Audience audience;
  private @Nullable String headerValue;
  private @Nullable Audience earlierAudience;
  private @Nullable String earlierHeaderValue;

  private SentTokens() {}

  /**
   * Notes what this thread is about to send.
   *
   * @param audience the audience of the hop
   * @param headerValue the agent's header, or {@code null} if the hop goes without it
   */
  static void note(Audience audience, @Nullable String headerValue) {
    var notes = OF_THREAD.get();
    if (notes == null) {
      if (headerValue == null) {
        return;
      }
      notes = new SentTokens();
      OF_THREAD.set(notes);
    }
    if (!audience.equals(notes.audience)) {
      notes.earlierAudience = notes.audience;
      notes.earlierHeaderValue = notes.headerValue;
      notes.audience = audience;
    }
    notes.headerValue = headerValue;
  }

  /** What this thread has sent last to an audience, or {@code null} if that was no token. */
  static @Nullable String last(Audience audience) {
    var notes = OF_THREAD.get();
    if (notes == null) {
      return null;
    }
    if (audience.equals(notes.audience)) {
      return notes.headerValue;
    }
    return audience.equals(notes.earlierAudience) ? notes.earlierHeaderValue : null;
  }
}
