package dev.cloudrunauth.client.apachehttp;

import dev.cloudrunauth.instrumentation.Adapter;
import dev.cloudrunauth.instrumentation.Authorizer;
import dev.cloudrunauth.instrumentation.SentTokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a client logs the bytes that it sends, which it does at its most talkative level alone.
 * Tokens that the thread has sent are logged as asterisks. One that is split between two writes is
 * recognized in each by what is there of it.
 */
final class WireHop extends Adapter {

  /** Less of a token tells nothing: a JWT begins with its algorithm. */
  private static final int LEAST_BYTES = "Bearer eyJhbGciOiJSUzI1NiIs".length();

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

  /** The bytes, or a copy in which the tokens are masked that this thread has sent. */
  static byte[] masked(byte[] bytes) {
    var logged = bytes;
    for (var token : SentTokens.ofThread()) {
      logged = masked(logged, token.getBytes(StandardCharsets.ISO_8859_1));
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
    for (int at = LEAST_BYTES - token.length; at <= bytes.length - LEAST_BYTES; at++) {
      int from = Math.max(at, 0);
      int to = Math.min(at + token.length, bytes.length);
      boolean isWhole = to - from == token.length;
      boolean isAtAnEdge = from == 0 || to == bytes.length;
      if (to - from >= LEAST_BYTES
          && (isWhole || isAtAnEdge)
          && Arrays.equals(bytes, from, to, token, from - at, to - at)) {
        copy = copy == bytes ? bytes.clone() : copy;
        Arrays.fill(copy, from, to, MASK);
      }
    }
    return copy;
  }
}
