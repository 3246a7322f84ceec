package dev.cloudrunauth.instrumentation;

import dev.cloudrunauth.token.Scheduler;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A hop that cannot be sent yet: it waits for its token or for the configuration. A {@link
 * BlockingWait} or a {@link ParkedHop} ends it in time.
 */
abstract class Wait {

  /** What ends the wait; of this hop alone. */
  abstract CompletableFuture<?> awaited();

  /** How long the hop waits at most, in milliseconds. */
  abstract long limitMillis();

  /** Keeps the time of hops that wait without a thread. */
  abstract Scheduler scheduler();

  /**
   * Decides about the hop when what it waits for has come, or the limit is reached.
   *
   * @param request the hop
   * @return what it has to wait for next, or {@code null} if it can be sent
   * @throws RequestFailure if it must fail
   */
  abstract @Nullable Wait proceed(OutgoingRequest request) throws Throwable;

  /**
   * Decides about the hop at once, with what there is.
   *
   * @param request the hop; its header is set, if there is a token that has not expired
   * @return whether it is set
   */
  boolean proceedAtOnce(OutgoingRequest request) throws Throwable {
    return false;
  }

  /** Nobody waits any more. */
  final void end() {
    awaited().cancel(false);
  }
}
