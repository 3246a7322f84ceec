package dev.cloudrunauth.client.jetty;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import org.jspecify.annotations.Nullable;

/**
 * Where the client describes the bytes of a buffer, which it does for its debug log. The
 * description also shows what an earlier use has left in the buffer, so each piece of a token is
 * masked that is long enough to be of use.
 */
final class LogHop extends Adapter {

  private static final String SCHEME = "Bearer ";

  /** A shorter piece of a token is of no use. */
  private static final int MIN_PIECE = 6;

  /** The first one with something of the token. */
  private static final int FIRST_PIECE = SCHEME.length() + 1 - MIN_PIECE;

  private static final char MASK = '*';

  LogHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * Masks the tokens that were sent last.
   *
   * @param description a {@code StringBuilder}
   * @return nothing
   */
  @Override
  protected @Nullable Object call(Object description, @Nullable Object none) {
    if (SentFields.isAny()) {
      mask((StringBuilder) description);
    }
    return null;
  }

  static void mask(StringBuilder description) {
    var text = description.toString();
    for (int from = 0; from + MIN_PIECE <= text.length(); from++) {
      if (isPiece(text.substring(from, from + MIN_PIECE))) {
        for (int i = from; i < from + MIN_PIECE; i++) {
          description.setCharAt(i, MASK);
        }
      }
    }
  }

  private static boolean isPiece(String text) {
    for (var value : SentFields.values()) {
      if (value.indexOf(text, value.startsWith(SCHEME) ? FIRST_PIECE : 0) >= 0) {
        return true;
      }
    }
    return false;
  }
}
