package dev.cloudrunauth.local.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.cloudrunauth.local.http.Body;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** Reads one HTTP/1.1 request and keeps every byte of it. */
final class RequestBytes {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
  private static final Pattern CHUNKED = Pattern.compile("(?i)transfer-encoding: *chunked");

  private final InputStream in;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private RequestBytes(InputStream in) {
    this.in = in;
  }

  /**
   * Reads to the end of the request's body.
   *
   * @throws EOFException if the connection ends before the request does
   * @throws IOException if the connection breaks
   */
  static Body read(InputStream in) throws IOException {
    var request = new RequestBytes(in);
    request.readAll();
    return Body.of(request.bytes.toByteArray());
  }

  private void readAll() throws IOException {
    boolean chunked = false;
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      chunked |= CHUNKED.matcher(line).matches();
      var matcher = LENGTH.matcher(line);
      length = matcher.matches() ? Integer.parseInt(matcher.group(1)) : length;
    }
    if (chunked) {
      chunks();
    } else {
      take(length);
    }
  }

  private void chunks() throws IOException {
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      take(size);
      line();
    }
    // Behind the last chunk: trailers, and the empty line that ends them.
    while (!line().isEmpty()) {}
  }

  private int chunkSize() throws IOException {
    String line = line();
    int extension = line.indexOf(';');
    return Integer.parseInt(extension < 0 ? line : line.substring(0, extension), 16);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    int b;
    do {
      b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      line.write(b);
    } while (b != '\n');
    bytes.writeBytes(line.toByteArray());
    return line.toString(ISO_8859_1).stripTrailing();
  }

  private void take(int length) throws IOException {
    byte[] taken = in.readNBytes(length);
    bytes.writeBytes(taken);
    if (taken.length < length) {
      throw new EOFException();
    }
  }
}
