package dev.cloudrunauth.client.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.cloudrunauth.instrumentation.Pending;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of the head of a request of HTTP/1.1, as TLS is to encrypt it: up to and including
 * the agent's header. The client's own buffer begins behind it. TLS may take it in pieces. For one
 * thread at a time, which holds the lock of its connection.
 */
final class Head {

  private static final byte[] END_OF_LINE = {'\r', '\n'};

  /** Those of connections that have not been encrypted entirely. */
  static final Pending<Head> PENDING = new Pending<>();

  private final ByteBuffer[] pieces;

  private Head(ByteBuffer... pieces) {
    this.pieces = pieces;
  }

  /**
   * Takes the beginning of a head out of the client's buffer.
   *
   * @param buffers what the client writes, the head first
   * @return {@code null} if that is no head
   */
  static @Nullable Head of(ByteBuffer[] buffers, Field field) {
    var buffer = first(buffers);
    int end = buffer == null ? -1 : endOfLine(buffer, buffer.position());
    if (buffer == null || end < 0) {
      return null;
    }
    var line = buffer.duplicate();
    line.limit(end);
    var header = ByteBuffer.wrap(SentFields.of(field.name, field.value).line);
    if (field.removed.isEmpty()) {
      buffer.position(end);
      return new Head(line, header);
    }
    return new Head(line, header, rest(buffer, end, field));
  }

  /** The other headers. What ends the head stays where it is, so that it is sent last. */
  private static ByteBuffer rest(ByteBuffer buffer, int start, Field field) {
    var kept = new ByteArrayOutputStream();
    int from = start;
    for (int to = endOfLine(buffer, from);
        to > from + END_OF_LINE.length;
        to = endOfLine(buffer, from)) {
      var line = new byte[to - from];
      buffer.duplicate().position(from).get(line);
      var text = new String(line, ISO_8859_1);
      if (!field.replaces(text.substring(0, Math.max(0, text.indexOf(':'))))) {
        kept.write(line, 0, line.length);
      }
      from = to;
    }
    buffer.position(from);
    return ByteBuffer.wrap(kept.toByteArray());
  }

  private static @Nullable ByteBuffer first(ByteBuffer[] buffers) {
    for (var buffer : buffers) {
      if (buffer != null && buffer.hasRemaining()) {
        return buffer;
      }
    }
    return null;
  }

  /** Where the next line begins, or -1. */
  private static int endOfLine(ByteBuffer buffer, int start) {
    for (int i = start + 1; i < buffer.limit(); i++) {
      if (buffer.get(i) == END_OF_LINE[1] && buffer.get(i - 1) == END_OF_LINE[0]) {
        return i + 1;
      }
    }
    return -1;
  }

  /** Whether TLS has not taken all of it. */
  boolean hasRemaining() {
    for (var piece : pieces) {
      if (piece.hasRemaining()) {
        return true;
      }
    }
    return false;
  }

  /** What TLS is to encrypt: what is left of this, and what the client writes. */
  ByteBuffer[] before(ByteBuffer[] buffers) {
    if (first(buffers) == null || !hasRemaining()) {
      return buffers;
    }
    var all = Arrays.copyOf(pieces, pieces.length + buffers.length);
    System.arraycopy(buffers, 0, all, pieces.length, buffers.length);
    return all;
  }
}
