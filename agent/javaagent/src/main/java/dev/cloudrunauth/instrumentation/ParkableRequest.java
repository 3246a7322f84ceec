package dev.cloudrunauth.instrumentation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A hop of a client whose threads must not block: it is parked while it waits. */
public interface ParkableRequest extends OutgoingRequest {

  /** Where the hop continues. */
  Executor executor() throws Throwable;

  /**
   * Ends the wait exceptionally when the client's own time-out or cancellation comes.
   *
   * @param wait ends the wait when it is completed, in whatever way
   */
  void endWith(CompletableFuture<?> wait) throws Throwable;
}
