package dev.cloudrunauth.credentials;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 answer on a connection that closes after it, read as a whole: by {@code
 * Content-Length}, in chunks, or to the end (RFC 9112, section 6).
 */
final class MetadataAnswer extends LowLevelHttpResponse {

  private static final int MOST_BYTES = 1 << 20;

  private final String statusLine;
  private final int status;
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();
  private byte[] body = {};

  private MetadataAnswer(String statusLine) throws IOException {
    this.statusLine = statusLine;
    try {
      status = Integer.parseInt(statusLine.substring(9, 12));
    } catch (NumberFormatException | IndexOutOfBoundsException notHttp) {
      throw new IOException("the metadata server's answer is not HTTP", notHttp);
    }
  }

  /**
   * Reads an answer.
   *
   * @throws IOException if it is cut short, larger than 1 MiB, or not HTTP/1.x
   */
  static MetadataAnswer read(InputStream connection) throws IOException {
    var in = new BufferedInputStream(connection);
    var answer = new MetadataAnswer(line(in));
    int headLength = 0;
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      headLength = bounded(headLength + line.length());
      int colon = line.indexOf(':');
      if (colon > 0) {
        answer.names.add(line.substring(0, colon));
        answer.values.add(line.substring(colon + 1).trim());
      }
    }
    answer.body = answer.body(in);
    return answer;
  }

  private byte[] body(InputStream in) throws IOException {
    if ("chunked".equalsIgnoreCase(header("Transfer-Encoding"))) {
      return chunks(in);
    }
    long length = getContentLength();
    if (length < 0) {
      return bounded(in.readNBytes(MOST_BYTES + 1));
    }
    return exactly(in, length);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var all = new ByteArrayOutputStream();
    while (true) {
      long size = number(line(in).split(";", 2)[0].trim(), 16);
      if (size == 0) {
        return all.toByteArray();
      }
      all.write(exactly(in, size));
      bounded(all.size());
      line(in);
    }
  }

  private static byte[] exactly(InputStream in, long length) throws IOException {
    var bytes = in.readNBytes(bounded(length));
    if (bytes.length < length) {
      throw new IOException("the metadata server's answer breaks off");
    }
    return bytes;
  }

  private static byte[] bounded(byte[] bytes) throws IOException {
    bounded(bytes.length);
    return bytes;
  }

  private static int bounded(long length) throws IOException {
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("the metadata server's answer is too long");
    }
    return (int) length;
  }

  private static String line(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the metadata server's answer breaks off");
      }
      bytes.write(next);
      bounded(bytes.size());
    }
    return bytes.toString(StandardCharsets.ISO_8859_1).trim();
  }

  private static long number(String digits, int radix) throws IOException {
    try {
      return Long.parseLong(digits, radix);
    } catch (NumberFormatException e) {
      throw new IOException("the metadata server's answer has a broken length", e);
    }
  }

  @Nullable String header(String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return values.get(i);
      }
    }
    return null;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public @Nullable String getContentEncoding() {
    return header("Content-Encoding");
  }

  @Override
  public long getContentLength() throws IOException {
    var length = header("Content-Length");
    return length == null ? -1 : number(length, 10);
  }

  @Override
  public @Nullable String getContentType() {
    return header("Content-Type");
  }

  @Override
  public String getStatusLine() {
    return statusLine;
  }

  @Override
  public int getStatusCode() {
    return status;
  }

  @Override
  public String getReasonPhrase() {
    return statusLine.length() > 13 ? statusLine.substring(13) : "";
  }

  @Override
  public int getHeaderCount() {
    return names.size();
  }

  @Override
  public String getHeaderName(int index) {
    return names.get(index);
  }

  @Override
  public String getHeaderValue(int index) {
    return values.get(index);
  }
}
