package dev.cloudrunauth.instrumentation;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A hop of a client whose threads must not block: it is parked while it waits. */
public interface ParkableRequest extends OutgoingRequest {

  /** Where the hop continues. */
  Executor executor() throws Throwable;

  /**
   * What the application gets if the hop must fail, in the kind of exception that its client does
   * not take for a reason to try again.
   */
  default IOException toThrow(RequestFailure failure) {
    return failure.toThrow();
  }

  /**
   * Ends the wait exceptionally when the client's own time-out or cancellation comes.
   *
   * @param wait ends the wait when it is completed, in whatever way
   */
  void endWith(CompletableFuture<?> wait) throws Throwable;
}
