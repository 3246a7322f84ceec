package dev.cloudrunauth.credentials;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import dev.cloudrunauth.text.HttpDate;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer of a token source that is not a token. A source that is busy or starting is worth
 * asking again; one that refuses is not.
 */
final class SourceAnswer extends TokenSourceException {

  private final int status;
  private final boolean likelyPermanent;

  private SourceAnswer(int status, String message, long retryAfterMillis, boolean likelyPermanent) {
    super(message, isRetryable(status), retryAfterMillis, null);
    this.status = status;
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
    return new SourceAnswer(
        status,
        who + " answered " + status + ": " + Refusal.shorten(body == null ? null : said(body)),
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
    return new SourceAnswer(status, getMessage() + "; " + advice, retryAfterMillis(), permanent);
  }

  @Override
  public boolean isLikelyPermanent() {
    return likelyPermanent;
  }

  int status() {
    return status;
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

  /**
   * What a body says. Google's APIs answer with an error that has a message, its OAuth endpoints
   * with an error and its description (RFC 6749, section 5.2).
   */
  private static String said(String body) {
    GenericJson json;
    try {
      json =
          GsonFactory.getDefaultInstance().createJsonParser(body).parseAndClose(GenericJson.class);
    } catch (IOException | RuntimeException notJson) {
      return body;
    }
    var error = json.get("error");
    if (error instanceof Map && ((Map<?, ?>) error).get("message") instanceof String) {
      return (String) ((Map<?, ?>) error).get("message");
    }
    if (!(error instanceof String)) {
      return body;
    }
    var description = json.get("error_description");
    return description instanceof String ? error + ": " + description : (String) error;
  }
}
