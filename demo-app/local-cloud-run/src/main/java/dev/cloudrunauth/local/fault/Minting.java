package dev.cloudrunauth.local.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * What is odd about a token that a server issues. Immutable.
 *
 * @param lifetime how long it lives; if empty, as long as tokens do
 * @param offset how far ahead the clock is by which it is issued
 * @param again whether it is the token that was issued last time, whatever its age
 * @param garbage what takes its place
 */
public record Minting(
    Optional<Duration> lifetime, Duration offset, boolean again, Optional<Garbage> garbage) {

  /** Nothing is odd. */
  public static final Minting PROPER =
      new Minting(Optional.empty(), Duration.ZERO, false, Optional.empty());

  /** Returns one that is odd in this alone. */
  public static Minting living(Duration lifetime) {
    return new Minting(Optional.of(lifetime), Duration.ZERO, false, Optional.empty());
  }

  /** Returns one that is odd in this alone. */
  public static Minting ahead(Duration offset) {
    return new Minting(Optional.empty(), offset, false, Optional.empty());
  }

  /** Returns one that is odd in this alone. */
  public static Minting sameAgain() {
    return new Minting(Optional.empty(), Duration.ZERO, true, Optional.empty());
  }

  /** Returns one that is odd in this alone. */
  public static Minting garbled(Garbage garbage) {
    return new Minting(Optional.empty(), Duration.ZERO, false, Optional.of(garbage));
  }

  /** Says it in the words of a script. */
  @Override
  public String toString() {
    if (lifetime.isPresent()) {
      return "lifetime " + Times.text(lifetime.get());
    }
    if (garbage.isPresent()) {
      return "garbage " + garbage.get();
    }
    return again ? "same-token" : "clock " + Times.signed(offset);
  }
}
