package dev.cloudrunauth.credentials;

import com.google.api.client.http.HttpResponseException;
import dev.cloudrunauth.text.Printable;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says in one sentence why Google's library gave no token, and whether to ask again. */
final class Refusal {

  /** Google's own explanations have links and numbers at their ends. */
  private static final int MOST_CHARACTERS = 600;

  private Refusal() {}

  static TokenSourceException of(Exception failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TokenSourceException) {
        return (TokenSourceException) cause;
      }
      if (cause instanceof HttpResponseException) {
        // From a transport of the library's own, which it uses to show a client certificate.
        var answer = (HttpResponseException) cause;
        return SourceAnswer.of(
            "the token source",
            answer.getStatusCode(),
            answer.getContent(),
            SourceAnswer.retryAfterMillis(answer.getHeaders().getRetryAfter(), null));
      }
      root = cause;
    }
    if (failure instanceof IOException) {
      return new TokenSourceException(
          shorten(failure.getMessage())
              + (root == failure ? "" : " (" + shorten(root.toString()) + ")"),
          !isForbidden(root),
          0,
          null);
    }
    // google-auth-library meets answers that it does not expect with runtime exceptions, whose
    // texts can quote the answer.
    return new TokenSourceException(
        "the answer of the token source cannot be read (" + root.getClass().getSimpleName() + ")",
        true,
        0,
        null);
  }

  /** A program that a credentials file names, and the environment does not allow to be run. */
  private static boolean isForbidden(Throwable root) {
    return String.valueOf(root.getMessage()).contains("PLUGGABLE_AUTH_DISABLED");
  }

  /** One line, of bounded length, without anything that could be a token or a key. */
  static String shorten(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return "(empty)";
    }
    var line =
        text.trim()
            .replaceAll("\\s+", " ")
            .replaceAll("eyJ[\\w.\\-]+|ya29\\.[\\w.\\-]+|\\b1//[\\w.\\-]+", "[token]");
    return Printable.text(line, MOST_CHARACTERS);
  }
}
