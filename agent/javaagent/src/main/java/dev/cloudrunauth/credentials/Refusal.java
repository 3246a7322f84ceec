package dev.cloudrunauth.credentials;

import com.google.api.client.http.HttpResponseException;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Says in one sentence why a source gave no token, and whether to ask again: a source that is busy,
 * starting or out of reach, yes; one that refuses, no.
 */
final class Refusal {

  private static final int MOST_CHARACTERS = 300;

  private Refusal() {}

  static TokenSourceException of(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SourceAnswer) {
        var answer = (SourceAnswer) cause;
        return refused(
            answer.status(), answer.retryAfter(), String.valueOf(answer.getMessage()), answer);
      }
      if (cause instanceof HttpResponseException) {
        var answer = (HttpResponseException) cause;
        return refused(
            answer.getStatusCode(),
            answer.getHeaders().getRetryAfter(),
            "the token source answered "
                + answer.getStatusCode()
                + ": "
                + shorten(answer.getContent()),
            null);
      }
      if (cause instanceof UnknownHostException) {
        return new TokenSourceException("unknown host " + cause.getMessage(), true, 0, cause);
      }
    }
    if (failure instanceof IOException) {
      return new TokenSourceException(shorten(failure.toString()), true, 0, null);
    }
    // google-auth-library meets answers that it does not expect with runtime exceptions, whose
    // texts can quote the answer.
    return new TokenSourceException(
        "the answer of the token source cannot be read ("
            + failure.getClass().getSimpleName()
            + ")",
        true,
        0,
        null);
  }

  private static TokenSourceException refused(
      int status, @Nullable String retryAfter, String message, @Nullable Throwable cause) {
    return new TokenSourceException(message, isRetryable(status), millis(retryAfter), cause);
  }

  /** 404 is what GKE's metadata server answers until the account's binding has reached it. */
  private static boolean isRetryable(int status) {
    return status >= 500 || status == 429 || status == 408 || status == 404;
  }

  /**
   * {@code Retry-After} in its form of a number of seconds; the other form, a date, is not used.
   */
  private static long millis(@Nullable String retryAfter) {
    try {
      return retryAfter == null ? 0 : Math.max(0, Long.parseLong(retryAfter.trim()) * 1000);
    } catch (NumberFormatException aDate) {
      return 0;
    }
  }

  /** One line, of bounded length, without anything that could be a token. */
  static String shorten(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "(empty)";
    }
    var line =
        text.replaceAll("\\s+", " ").replaceAll("eyJ[\\w.\\-]+|ya29\\.[\\w.\\-]+", "[token]");
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }
}
