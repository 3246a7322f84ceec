package dev.cloudrunauth.credentials;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the metadata server, over a socket of its own.
 *
 * <p>Google's library would use {@code HttpURLConnection}, which does three things that an agent
 * must not. It goes through the proxy that the application is set up with, so that a stranger would
 * be handed the token. It reads settings of the JVM once and for all, before the application's
 * {@code main} has had its chance to choose them. And it waits 20 seconds for a server that hangs.
 */
final class MetadataTransport extends HttpTransport {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int ANSWER_MILLIS = 3_000;

  private final int answerMillis;

  MetadataTransport() {
    this(ANSWER_MILLIS);
  }

  /** Tests do not wait as long for an answer that does not come. */
  MetadataTransport(int answerMillis) {
    this.answerMillis = answerMillis;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new Request(method, URI.create(url));
  }

  private final class Request extends LowLevelHttpRequest {

    private final URI uri;
    private final StringBuilder head = new StringBuilder();

    Request(String method, URI uri) {
      this.uri = uri;
      head.append(method).append(' ').append(uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
      if (uri.getRawQuery() != null) {
        head.append('?').append(uri.getRawQuery());
      }
      head.append(" HTTP/1.1\r\nHost: ").append(uri.getRawAuthority()).append("\r\n");
    }

    @Override
    public void addHeader(String name, String value) {
      // An answer that is compressed would be smaller by nothing, and harder to read.
      if (!name.equalsIgnoreCase("Accept-Encoding")) {
        head.append(name).append(": ").append(value).append("\r\n");
      }
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
      head.append("Connection: close\r\n\r\n");
      try (var socket = new Socket(Proxy.NO_PROXY)) {
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        socket.connect(new InetSocketAddress(uri.getHost(), port), CONNECT_MILLIS);
        socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        return accepted(MetadataAnswer.read(new Limited(socket, answerMillis)));
      } catch (SocketTimeoutException hangs) {
        throw new IOException(
            "the metadata server at " + uri.getRawAuthority() + " does not answer", hangs);
      }
    }

    /** Whatever is not 200 is told with its status, which the library would put into prose. */
    private LowLevelHttpResponse accepted(MetadataAnswer answer) throws IOException {
      if (answer.getStatusCode() == 200) {
        return answer;
      }
      throw new SourceAnswer(
          answer.getStatusCode(),
          answer.header("Retry-After"),
          "the metadata server answered "
              + answer.getStatusCode()
              + ": "
              + Refusal.shorten(answer.text()));
    }
  }

  /** A socket's input, all of which must arrive within a time limit. */
  private static final class Limited extends InputStream {

    private final Socket socket;
    private final InputStream in;
    private final long deadlineNanos;

    Limited(Socket socket, int limitMillis) throws IOException {
      this.socket = socket;
      in = socket.getInputStream();
      deadlineNanos = System.nanoTime() + limitMillis * 1_000_000L;
    }

    @Override
    public int read() throws IOException {
      var single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte @Nullable [] bytes, int offset, int length) throws IOException {
      long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        throw new SocketTimeoutException("the answer takes too long");
      }
      socket.setSoTimeout((int) leftMillis);
      return in.read(bytes, offset, length);
    }
  }
}
