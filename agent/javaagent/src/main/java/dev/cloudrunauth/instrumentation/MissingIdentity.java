package dev.cloudrunauth.instrumentation;

import dev.cloudrunauth.token.NoIdentityException;
import dev.cloudrunauth.token.Ticker;

/**
 * The verdict that there are no Google credentials here. Requests are sent without tokens then, and
 * none waits; but a metadata server that nothing announces can be late, so that the verdict is
 * reviewed: soon and then ever later where a server may still come, and now and then where there
 * seems to be none. A request starts the review and does not wait for it; without requests there is
 * none. Any thread may use it.
 */
final class MissingIdentity {

  private static final long FIRST_REVIEW_MILLIS = 1_000;
  private static final long LAST_REVIEW_MILLIS = 60_000;
  private static final long CERTAIN_REVIEW_MILLIS = 600_000;

  private final Ticker ticker;
  private volatile boolean missing;
  private volatile long nextReviewMillis;
  private boolean reviewing;
  private long pauseMillis = FIRST_REVIEW_MILLIS;

  MissingIdentity(Ticker ticker) {
    this.ticker = ticker;
  }

  boolean isMissing() {
    return missing;
  }

  /**
   * There are no credentials. All who have waited for one answer say so, and only the first counts.
   *
   * @return whether that was not known before
   */
  synchronized boolean set(NoIdentityException verdict) {
    boolean isNews = !missing;
    if (isNews) {
      pauseMillis = FIRST_REVIEW_MILLIS;
    }
    if (isNews || reviewing) {
      endReview(verdict.isCertain() ? CERTAIN_REVIEW_MILLIS : pauseMillis);
    }
    missing = true;
    return isNews;
  }

  /**
   * There are credentials, or they are to be looked for.
   *
   * @return whether there were none before
   */
  synchronized boolean clear() {
    boolean isNews = missing;
    missing = false;
    reviewing = false;
    return isNews;
  }

  /** Whether a review is due, which counts as begun then. */
  boolean beginReview() {
    return ticker.steadyMillis() >= nextReviewMillis && beginIfDue();
  }

  private synchronized boolean beginIfDue() {
    long now = ticker.steadyMillis();
    if (!missing || now < nextReviewMillis) {
      return false;
    }
    reviewing = true;
    // For the case that it never ends.
    nextReviewMillis = now + LAST_REVIEW_MILLIS;
    return true;
  }

  /** A review has decided nothing. */
  synchronized void undecided() {
    endReview(pauseMillis);
  }

  private void endReview(long nextMillis) {
    reviewing = false;
    nextReviewMillis = ticker.steadyMillis() + nextMillis;
    pauseMillis = Math.min(2 * pauseMillis, LAST_REVIEW_MILLIS);
  }
}
