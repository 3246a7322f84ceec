package dev.cloudrunauth.acceptance.clients.httpurlconnection;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code java.net.HttpURLConnection}. Immutable. */
public final class HttpUrlConnection implements ClientUnderTest {

  private static final Optional<String> ONLY_HTTP_1 =
      Optional.of("HttpURLConnection speaks HTTP/1.1 alone");

  /** The client of the JDK that runs it. */
  public HttpUrlConnection() {}

  @Override
  public String id() {
    return "http-url-connection";
  }

  @Override
  public String title() {
    return "HttpURLConnection";
  }

  @Override
  public boolean isInJdk() {
    return true;
  }

  @Override
  public List<String> modes() {
    return List.of("connection");
  }

  @Override
  public List<String> protocols() {
    return List.of("HTTP/1.1");
  }

  @Override
  public String application() {
    return "ConnectionApplication";
  }

  @Override
  public String program() {
    return "ConnectionProgram";
  }

  @Override
  public String failure() {
    return "java.io.IOException";
  }

  @Override
  public Map<String, String> cancellations() {
    return Map.of("connection", "java.net.SocketException: Socket closed");
  }

  @Override
  public Map<String, String> interruptions() {
    return Map.of("connection", "java.io.InterruptedIOException");
  }

  @Override
  public boolean isConnectedBeforeItAsks() {
    return true;
  }

  @Override
  public List<String> flagsForHostHeader() {
    return List.of("-Dsun.net.http.allowRestrictedHeaders=true");
  }

  @Override
  public Optional<String> lacks(Feature feature, String version, int jdk) {
    return switch (feature) {
      case EXPECTATION_OVER_HTTP_2, HTTP_2, PUSH, MULTIPLEXING, HOST_HEADER_OVER_HTTP_2 ->
          ONLY_HTTP_1;
      case WEB_SOCKET -> Optional.of("HttpURLConnection has no WebSockets");
      case DUPLEX_BODY -> Optional.of("HttpURLConnection has no duplex bodies");
      case INTERCEPTORS -> Optional.of("HttpURLConnection has no interceptors");
      case CACHE -> Optional.of("HttpURLConnection has no cache of its own");
      case COALESCED_CONNECTION -> Optional.of("HttpURLConnection has a connection for each host");
      case REQUEST_TARGET -> Optional.of("HttpURLConnection takes it from the URL");
      case FIXED_LENGTH_BODY, PROXY_PASSWORD, LOGIN, RETRY, HOST_HEADER -> Optional.empty();
    };
  }
}
