package dev.cloudrunauth.credentials;

import dev.cloudrunauth.token.TokenSourceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer on a connection that closes after it, as a whole: by {@code Content-Length}, in
 * chunks, or to the end (RFC 9112, section 6).
 *
 * <p>Its methods throw a {@link TokenSourceException} if the answer is cut short, larger than 1 MiB
 * or not HTTP/1.x, and another {@link IOException} if the connection fails.
 */
final class AnswerReader {

  private static final int MOST_BYTES = 1 << 20;
  private static final int SWITCHING_PROTOCOLS = 101;

  private final String who;
  private final InputStream in;
  private int headLength;

  /**
   * A reader that has read nothing.
   *
   * @param who who answers, in words for a message
   * @param in what the server sends
   */
  AnswerReader(String who, InputStream in) {
    this.who = who;
    this.in = in;
  }

  /** Reads an answer to its end. */
  HttpAnswer answer() throws IOException {
    var answer = head();
    if (answer.getStatusCode() != 204 && answer.getStatusCode() != 304) {
      answer.body(body(answer.header("Transfer-Encoding"), answer.header("Content-Length")));
    }
    return answer;
  }

  /**
   * Reads what comes before the body of the answer. Interim ones that come before it, such as 100
   * and 103, are skipped (RFC 9110, section 15.2).
   */
  HttpAnswer head() throws IOException {
    var answer = nextHead();
    while (answer.getStatusCode() / 100 == 1 && answer.getStatusCode() != SWITCHING_PROTOCOLS) {
      answer = nextHead();
    }
    return answer;
  }

  private HttpAnswer nextHead() throws IOException {
    var statusLine = line();
    var answer = new HttpAnswer(statusLine, status(statusLine));
    headLength = bounded(headLength + statusLine.length());
    for (var line = line(); !line.isEmpty(); line = line()) {
      headLength = bounded(headLength + line.length());
      int colon = line.indexOf(':');
      if (colon > 0) {
        answer.add(line.substring(0, colon), line.substring(colon + 1).trim());
      }
    }
    return answer;
  }

  private int status(String statusLine) throws TokenSourceException {
    try {
      return Integer.parseInt(statusLine.substring(9, 12));
    } catch (NumberFormatException | IndexOutOfBoundsException notHttp) {
      throw broken("is not HTTP");
    }
  }

  private byte[] body(@Nullable String coding, @Nullable String length) throws IOException {
    if ("chunked".equalsIgnoreCase(coding)) {
      return chunks();
    }
    if (length != null) {
      return exactly(number(length, 10));
    }
    var toTheEnd = in.readNBytes(MOST_BYTES + 1);
    bounded(toTheEnd.length);
    return toTheEnd;
  }

  private byte[] chunks() throws IOException {
    var all = new ByteArrayOutputStream();
    while (true) {
      long size = number(line().split(";", 2)[0].trim(), 16);
      if (size == 0) {
        return all.toByteArray();
      }
      all.write(exactly(size));
      bounded(all.size());
      line();
    }
  }

  private byte[] exactly(long length) throws IOException {
    var bytes = in.readNBytes(bounded(length));
    if (bytes.length < length) {
      throw broken("breaks off");
    }
    return bytes;
  }

  private String line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw broken("breaks off");
      }
      bytes.write(next);
      bounded(bytes.size());
    }
    return bytes.toString(StandardCharsets.ISO_8859_1).trim();
  }

  private long number(String digits, int radix) throws TokenSourceException {
    try {
      return Long.parseLong(digits, radix);
    } catch (NumberFormatException notOne) {
      throw broken("has a broken length");
    }
  }

  private int bounded(long length) throws TokenSourceException {
    if (length < 0 || length > MOST_BYTES) {
      throw broken("is too long");
    }
    return (int) length;
  }

  private TokenSourceException broken(String how) {
    return new TokenSourceException(who + "'s answer " + how, true, 0, null);
  }
}
