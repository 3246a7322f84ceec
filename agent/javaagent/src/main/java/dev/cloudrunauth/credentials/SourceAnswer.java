package dev.cloudrunauth.credentials;

import dev.cloudrunauth.text.HttpDate;
import dev.cloudrunauth.token.TokenSourceException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer of a token source that is not a token. A source that is busy or starting is worth
 * asking again; one that refuses is not.
 */
final class SourceAnswer extends TokenSourceException {

  private final int status;
  private final transient ErrorDetails details;
  private final boolean likelyPermanent;

  private SourceAnswer(
      int status,
      String message,
      ErrorDetails details,
      long retryAfterMillis,
      boolean likelyPermanent) {
    super(message, isRetryable(status), retryAfterMillis, null);
    this.status = status;
    this.details = details;
    this.likelyPermanent = likelyPermanent;
  }

  /**
   * An answer in one sentence.
   *
   * @param who who answered
   * @param answer the answer
   */
  static SourceAnswer of(String who, HttpAnswer answer) {
    return of(
        who,
        answer.getStatusCode(),
        answer.text(),
        retryAfterMillis(answer.header("Retry-After"), answer.header("Date")));
  }

  static SourceAnswer of(String who, int status, @Nullable String body, long retryAfterMillis) {
    var details = ErrorDetails.in(body);
    var said = details.message() == null ? body : details.message();
    return new SourceAnswer(
        status,
        who + " answered " + status + ": " + Refusal.shorten(said),
        details,
        retryAfterMillis,
        false);
  }

  /** The same answer, with what to do about it. */
  SourceAnswer advising(String advice) {
    return advising(advice, likelyPermanent);
  }

  /** The same answer, with what to do about it if it stays. */
  SourceAnswer likelyPermanent(String advice) {
    return advising(advice, true);
  }

  private SourceAnswer advising(String advice, boolean permanent) {
    return new SourceAnswer(
        status, getMessage() + "; " + advice, details, retryAfterMillis(), permanent);
  }

  @Override
  public boolean isLikelyPermanent() {
    return likelyPermanent;
  }

  int status() {
    return status;
  }

  ErrorDetails details() {
    return details;
  }

  /** 404 is what GKE's metadata server answers until the account's binding has reached it. */
  private static boolean isRetryable(int status) {
    return status >= 500 || status == 429 || status == 408 || status == 404;
  }

  /** A number of seconds, or a date by the server's clock, which is not ours (RFC 9110, 10.2.3). */
  static long retryAfterMillis(@Nullable String retryAfter, @Nullable String date) {
    if (retryAfter == null) {
      return 0;
    }
    try {
      return Math.max(0, Math.multiplyExact(Long.parseLong(retryAfter.trim()), 1_000L));
    } catch (NumberFormatException | ArithmeticException aDate) {
      long now = date == null ? 0 : HttpDate.millis(date.trim());
      long then = HttpDate.millis(retryAfter.trim());
      return then == 0 ? 0 : Math.max(0, then - (now == 0 ? System.currentTimeMillis() : now));
    }
  }
}
