package dev.cloudrunauth.client;

import java.io.IOException;

/**
 * The agent's decision that a request shall fail, as {@code on-failure} says or because its caller
 * waits no longer. It never leaves the agent: its cause is what the application gets.
 *
 * <p>A type of its own, so that no {@link IOException} that a fault of the agent's throws is taken
 * for a decision.
 */
final class RequestFailure extends Exception {

  private final IOException toThrow;

  RequestFailure(IOException toThrow) {
    super(null, toThrow, false, false);
    this.toThrow = toThrow;
  }

  /** What the application gets. */
  IOException toThrow() {
    return toThrow;
  }
}
