package dev.cloudrunauth.acceptance.clients.apachehttp5;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Apache HttpClient 5, classic. Immutable. */
public final class ApacheHttp5 implements ClientUnderTest {

  private static final Optional<String> ONLY_HTTP_1 =
      Optional.of("the classic client speaks HTTP/1.1 alone");

  /** The client of every version in {@code versions.txt}. */
  public ApacheHttp5() {}

  @Override
  public String id() {
    return "apache-httpclient-5";
  }

  @Override
  public String title() {
    return "Apache HttpClient 5";
  }

  @Override
  public List<String> modes() {
    return List.of("apache5");
  }

  @Override
  public List<String> protocols() {
    return List.of("HTTP/1.1");
  }

  @Override
  public String application() {
    return "ApacheHttp5Application";
  }

  @Override
  public String program() {
    return "ApacheHttp5Program";
  }

  /** A kind of {@code IOException} for which it does not try again. */
  @Override
  public String failure() {
    return "java.net.ConnectException";
  }

  @Override
  public Map<String, String> cancellations() {
    return Map.of(
        "apache5",
        "org.apache.hc.client5.http.impl.classic.RequestFailedException: Request aborted");
  }

  @Override
  public Map<String, String> interruptions() {
    return Map.of("apache5", "java.io.InterruptedIOException");
  }

  @Override
  public boolean isConnectedBeforeItAsks() {
    return true;
  }

  @Override
  public Optional<String> lacks(Feature feature, String version, int jdk) {
    return switch (feature) {
      case EXPECTATION_OVER_HTTP_2, HTTP_2, PUSH, MULTIPLEXING, HOST_HEADER_OVER_HTTP_2 ->
          ONLY_HTTP_1;
      case WEB_SOCKET -> Optional.of("it has no WebSockets");
      case DUPLEX_BODY -> Optional.of("it has no duplex bodies");
      case CACHE -> Optional.of("its cache is a library of its own");
      case COALESCED_CONNECTION -> Optional.of("it has a connection for each host");
      case FIXED_LENGTH_BODY,
          INTERCEPTORS,
          PROXY_PASSWORD,
          LOGIN,
          RETRY,
          HOST_HEADER,
          REQUEST_TARGET ->
          Optional.empty();
    };
  }
}
