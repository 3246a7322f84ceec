package dev.cloudrunauth.token;

import dev.cloudrunauth.text.Printable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that this machine's clock is wrong. Tokens then seem dead that are alive, or alive that
 * are dead, and neither the source nor the service says why. The log is told once, and any thread
 * may tell it.
 */
final class ClockSkew {

  private static final Logger LOG = LoggerFactory.getLogger(ClockSkew.class);

  /** What a slow network and a clock that is kept well enough can account for. */
  private static final long TOLERATED_MILLIS = 30_000;

  /** Google's tokens live for an hour, and a source replaces them minutes before their end. */
  private static final long LONG_LIFE_MILLIS = 600_000;

  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * What a token that has just come says about the clock. It can be no older than the hour that it
   * lives, and not from the future.
   *
   * @return the sentence, or {@code null} if the clock may be right
   */
  @Nullable String onArrival(IdToken token, long wallMillis) {
    long deadForMillis = wallMillis - token.expiresAtMillis();
    if (deadForMillis > TOLERATED_MILLIS) {
      return tell(
          "the token for "
              + Printable.text(token.audience())
              + " was over "
              + duration(deadForMillis)
              + " before it came: this machine's clock is ahead of Google's by at least that much."
              + " Set the clock");
    }
    long livesForMillis = token.expiresAtMillis() - token.issuedAtMillis();
    if (token.issuedAtMillis() > 0
        && livesForMillis >= LONG_LIFE_MILLIS
        && TokenState.of(token, wallMillis) == TokenState.OVER) {
      return tell(
          "the token for "
              + Printable.text(token.audience())
              + " was issued for "
              + duration(livesForMillis)
              + " and has just come, and by this machine's clock it has expired or is about to: the"
              + " clock is ahead of Google's, by up to "
              + duration(wallMillis - token.issuedAtMillis())
              + ". Set the clock");
    }
    long fromFutureMillis = token.issuedAtMillis() - wallMillis;
    if (token.issuedAtMillis() > 0 && fromFutureMillis > TOLERATED_MILLIS) {
      return tell(
          "the token for "
              + Printable.text(token.audience())
              + " is from "
              + duration(fromFutureMillis)
              + " in the future: this machine's clock is behind Google's by at least that much, and"
              + " tokens end earlier than it shows. Set the clock");
    }
    return null;
  }

  /**
   * What a refusal says about the clock.
   *
   * @param token the token that a service has refused
   * @param serverMillis the service's clock, from the {@code Date} of its answer; 0 if unknown
   * @param wallMillis this machine's clock
   */
  void onRefusal(IdToken token, long serverMillis, long wallMillis) {
    long aheadMillis = wallMillis - serverMillis;
    if (serverMillis <= 0 || Math.abs(aheadMillis) <= TOLERATED_MILLIS) {
      return;
    }
    boolean isOver = token.expiresAtMillis() <= serverMillis;
    boolean isFromFuture = token.issuedAtMillis() > serverMillis;
    if (isOver || isFromFuture) {
      tell(
          "a service refused the token for "
              + Printable.text(token.audience())
              + ", which is "
              + (isOver ? "over" : "from the future")
              + " by the service's clock: this machine's clock is "
              + (aheadMillis > 0 ? "ahead of" : "behind")
              + " it by "
              + duration(Math.abs(aheadMillis))
              + ". Set the clock");
    }
  }

  private String tell(String sentence) {
    if (told.compareAndSet(false, true)) {
      LOG.warn("Clock skew: {}", sentence);
    }
    return sentence;
  }

  private static String duration(long millis) {
    long seconds = millis / 1_000;
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
  }
}
