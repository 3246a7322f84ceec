package dev.cloudrunauth.credentials;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * Speaks HTTP/1.1 to token sources, a connection for each request. It asks once: who asks again and
 * when is decided elsewhere. Redirects are not followed.
 *
 * <p>Google's library would use {@code HttpURLConnection}, which does what an agent must not. It
 * reads settings of the JVM once and for all, and shares its connections, cookies and passwords
 * with the application. It asks a second time where an answer breaks off. It logs access tokens
 * where the application turns on the JVM's logging. And it waits 20 seconds for a server that
 * hangs.
 *
 * <p>Whatever comes back that is not what the library expects is a {@link TokenSourceException},
 * which it hands on as it is or as a cause, where it would put an answer into prose or drop it.
 */
abstract class SocketTransport extends HttpTransport {

  /** Who is behind a URL, in words for a message. */
  abstract String who(URI uri);

  /** The same, with its address. */
  String where(URI uri) {
    return who(uri);
  }

  /** What to do where nobody answers, as the end of a message; mostly nothing. */
  String advice(URI uri) {
    return "";
  }

  /** A connection on which a request can be sent. Its socket is the caller's to close. */
  abstract Route connect(URI uri) throws IOException;

  /**
   * Looks at an answer before the library does.
   *
   * @throws TokenSourceException if the library is better not shown it
   */
  abstract HttpAnswer accepted(String method, URI uri, HttpAnswer answer)
      throws TokenSourceException;

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url)
      throws TokenSourceException {
    return new Request(method, HttpUrl.parse(url));
  }

  private HttpAnswer exchange(URI uri, byte[] headers, byte[] body, String method)
      throws TokenSourceException {
    var deadline = Deadline.current();
    try (var route = connect(uri)) {
      deadline.begin(where(uri) + " does not answer" + advice(uri));
      var out = new ByteArrayOutputStream();
      out.write(
          (method + " " + route.target(uri) + " HTTP/1.1\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      out.write(headers);
      out.write(body);
      route.socket().getOutputStream().write(out.toByteArray());
      var in = new BufferedInputStream(route.socket().getInputStream());
      return accepted(method, uri, new AnswerReader(who(uri), in).answer());
    } catch (TokenSourceException alreadyClear) {
      throw alreadyClear;
    } catch (SocketTimeoutException hangs) {
      throw unreachable(where(uri) + " does not answer" + advice(uri), hangs);
    } catch (UnknownHostException unknown) {
      throw unreachable("unknown host " + unknown.getMessage(), unknown);
    } catch (IOException failure) {
      throw unreachable(
          "the connection to "
              + where(uri)
              + " failed: "
              + Refusal.shorten(failure.getMessage())
              + advice(uri),
          failure);
    } finally {
      deadline.begin(null);
    }
  }

  private static TokenSourceException unreachable(String message, IOException cause) {
    return new TokenSourceException(message, true, 0, cause);
  }

  private final class Request extends LowLevelHttpRequest {

    private final String method;
    private final URI uri;
    private final StringBuilder headers = new StringBuilder();

    Request(String method, URI uri) {
      this.method = method;
      this.uri = uri;
      addHeader("Host", uri.getRawAuthority());
    }

    @Override
    public void addHeader(String name, String value) {
      // An answer that is compressed would be smaller by nothing, and harder to read.
      if (!name.equalsIgnoreCase("Accept-Encoding")) {
        headers.append(name).append(": ").append(value).append("\r\n");
      }
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
      var body = new ByteArrayOutputStream();
      if (getStreamingContent() != null) {
        getStreamingContent().writeTo(body);
        addHeader("Content-Type", getContentType());
        addHeader("Content-Length", String.valueOf(body.size()));
      }
      addHeader("Connection", "close");
      headers.append("\r\n");
      return exchange(
          uri,
          headers.toString().getBytes(StandardCharsets.ISO_8859_1),
          body.toByteArray(),
          method);
    }
  }
}
