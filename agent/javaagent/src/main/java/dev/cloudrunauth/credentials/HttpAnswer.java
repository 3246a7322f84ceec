package dev.cloudrunauth.credentials;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 answer that has been received as a whole. */
final class HttpAnswer extends LowLevelHttpResponse {

  private final String statusLine;
  private final int status;
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();
  private byte[] body = {};

  /** An answer of this status, to which its reader adds the rest. */
  HttpAnswer(String statusLine, int status) {
    this.statusLine = statusLine;
    this.status = status;
  }

  void add(String name, String value) {
    names.add(name);
    values.add(value);
  }

  void body(byte[] received) {
    body = received;
  }

  /** The value of the first header of that name. */
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
  public long getContentLength() {
    return body.length;
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
