package dev.cloudrunauth.audience;

/** What becomes of a request when no token can be had. */
public enum OnFailure {
  /** It fails with an {@code IOException} that says why. */
  FAIL,
  /** It leaves without a token. */
  PASS_THROUGH
}
