package dev.cloudrunauth.audience;

import org.jspecify.annotations.Nullable;

/**
 * Where a request goes, as far as its token is concerned: the audience, and what becomes of the
 * request when there is no token for it. Immutable.
 */
public final class Destination {
  private final Audience audience;
  private final OnFailure onFailure;

  /**
   * Creates a destination.
   *
   * @param audience what the token is made for
   * @param onFailure what becomes of a request when no token can be had
   */
  public Destination(Audience audience, OnFailure onFailure) {
    this.audience = audience;
    this.onFailure = onFailure;
  }

  /** What the token is made for. */
  public Audience audience() {
    return audience;
  }

  /** What becomes of a request when no token can be had. */
  public OnFailure onFailure() {
    return onFailure;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Destination
        && onFailure == ((Destination) other).onFailure
        && audience.equals(((Destination) other).audience);
  }

  @Override
  public int hashCode() {
    return audience.hashCode();
  }

  /** The audience as log lines show it. */
  @Override
  public String toString() {
    return audience.toString();
  }
}
