package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a client logs the bytes that it sends, which it does at its most talkative level alone.
 * Tokens of the agent are logged as asterisks. One that is split between writes is recognized in
 * each by what is there of it.
 */
final class WireHop extends Adapter {

  /** Less of a token's beginning tells nothing: a JWT begins with its algorithm. */
  private static final int MIN_START = "Bearer eyJhbGciOiJSUzI1NiIs".length();

  /** Less of what follows could be anything else, and is of no use. */
  private static final int MIN_REST = 8;

  private static final byte MASK = '*';

  WireHop(Authorizer authorizer) {
    super(authorizer);
  }

  /**
   * What is logged.
   *
   * @param bytes a {@code byte[]}, of which a part is logged
   * @param wire the log
   * @return the bytes themselves, or a copy without tokens
   */
  @Override
  protected Object call(Object bytes, @Nullable Object wire) {
    return masked((byte[]) bytes);
  }

  /** The bytes, or a copy in which the tokens are masked that were sent last. */
  static byte[] masked(byte[] bytes) {
    var logged = bytes;
    for (var token : LoggedTokens.all()) {
      logged = masked(logged, token);
    }
    // By the asynchronous client of 5.0 too, whose threads write for one another.
    for (var token : AsyncTokens.inFlight()) {
      logged = masked(logged, token);
    }
    return logged;
  }

  /** The bytes, or a copy in which all is masked that is a token, or a part of one at an edge. */
  static byte[] masked(byte[] bytes, byte[] token) {
    byte[] copy = bytes;
    for (int at = MIN_REST - token.length; at <= bytes.length - MIN_START; at++) {
      int from = Math.max(at, 0);
      int to = Math.min(at + token.length, bytes.length);
      if (to - from >= (at < 0 ? MIN_REST : MIN_START)
          && bytes[from] == token[from - at]
          && Arrays.equals(bytes, from, to, token, from - at, to - at)) {
        copy = copy == bytes ? bytes.clone() : copy;
        Arrays.fill(copy, from, to, MASK);
      }
    }
    return copy;
  }
}
