package dev.cloudrunauth.acceptance.clients.apachehttpasync4;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Apache HttpAsyncClient 4. Immutable. */
public final class ApacheHttpAsync4 implements ClientUnderTest {

  private static final Optional<String> ONLY_HTTP_1 = Optional.of("it speaks HTTP/1.1 alone");

  /** The client of every version in {@code versions.txt}. */
  public ApacheHttpAsync4() {}

  @Override
  public String id() {
    return "apache-httpasyncclient-4";
  }

  @Override
  public String title() {
    return "Apache HttpAsyncClient 4";
  }

  @Override
  public List<String> modes() {
    return List.of("async4");
  }

  @Override
  public List<String> protocols() {
    return List.of("HTTP/1.1");
  }

  @Override
  public String application() {
    return "ApacheHttpAsync4Application";
  }

  @Override
  public String program() {
    return "ApacheHttpAsync4Program";
  }

  /** A kind of {@code IOException} for which it does not try again. */
  @Override
  public String failure() {
    return "java.net.ConnectException";
  }

  @Override
  public Map<String, String> cancellations() {
    return Map.of("async4", "java.util.concurrent.CancellationException");
  }

  /** Who is interrupted waits no longer for the future; the call goes on, as without the agent. */
  @Override
  public Optional<String> lacks(Feature feature, String version, int jdk) {
    return switch (feature) {
      case EXPECTATION_OVER_HTTP_2, HTTP_2, PUSH, MULTIPLEXING, HOST_HEADER_OVER_HTTP_2 ->
          ONLY_HTTP_1;
      case WEB_SOCKET -> Optional.of("it has no WebSockets");
      case DUPLEX_BODY -> Optional.of("it has no duplex bodies");
      case CACHE -> Optional.of("its cache is a library of its own");
      case COALESCED_CONNECTION -> Optional.of("it has a connection for each host");
      case RETRY -> Optional.of("it does not try again if a server closes its connection");
      case FIXED_LENGTH_BODY -> Optional.of("it has no API of its own for it");
      case INTERCEPTORS, PROXY_PASSWORD, LOGIN, HOST_HEADER, REQUEST_TARGET -> Optional.empty();
    };
  }
}
