package dev.cloudrunauth.credentials;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An HTTP answer of a token source that is not a token. */
final class SourceAnswer extends IOException {

  private final int status;
  private final @Nullable String retryAfter;

  SourceAnswer(int status, @Nullable String retryAfter, String message) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  int status() {
    return status;
  }

  @Nullable String retryAfter() {
    return retryAfter;
  }
}
