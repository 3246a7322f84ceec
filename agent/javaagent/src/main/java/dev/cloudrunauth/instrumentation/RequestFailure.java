package dev.cloudrunauth.instrumentation;

import java.io.IOException;

/**
 * The agent's decision that a request must fail: because of {@code on-failure}, or because the
 * application has ended the call. It never leaves the agent: its cause is what the application
 * gets.
 *
 * <p>A type of its own, so that no {@link IOException} that an internal error in the agent throws
 * is taken for a decision.
 */
public final class RequestFailure extends Exception {

  private final IOException toThrow;
  private final boolean callersWish;

  private RequestFailure(IOException toThrow, boolean callersWish) {
    super(null, toThrow, false, false);
    this.toThrow = toThrow;
    this.callersWish = callersWish;
  }

  /** There is no token. */
  static RequestFailure noToken(IOException toThrow) {
    return new RequestFailure(toThrow, false);
  }

  /** The application has cancelled the call, or interrupted its thread. */
  static RequestFailure cancelled(IOException toThrow) {
    return new RequestFailure(toThrow, true);
  }

  /** What the application gets. */
  public IOException toThrow() {
    return toThrow;
  }

  /** Whether it is the application that ends the call. */
  public boolean isCallersWish() {
    return callersWish;
  }
}
