package dev.cloudrunauth.token;

import org.jspecify.annotations.Nullable;

/**
 * How far a token is through its life. The wall clock decides at each look, never a timer: a
 * process can be frozen for minutes, and a timer with it.
 */
enum TokenState {
  /** There is none: callers wait for the first. */
  ABSENT,

  /** It is sent, and nothing else happens. */
  FRESH,

  /** It is still sent, and the next one is fetched meanwhile. */
  ENDING,

  /** It is not sent any more, as it could end on its way: callers wait for the next. */
  OVER;

  /** The metadata server mints a new token 4 minutes ahead; asked before, it repeats the old. */
  static final long ENDING_MILLIS = 225_000;

  static final long OVER_MILLIS = 30_000;

  static TokenState of(@Nullable IdToken token, long wallMillis) {
    if (token == null) {
      return ABSENT;
    }
    long left = token.expiresAtMillis() - wallMillis;
    if (left > ENDING_MILLIS) {
      return FRESH;
    }
    return left > OVER_MILLIS ? ENDING : OVER;
  }
}
