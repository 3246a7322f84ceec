package dev.cloudrunauth.acceptance.clients.apachehttpasync5;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Apache HttpClient 5, asynchronous. Immutable. */
public final class ApacheHttpAsync5 implements ClientUnderTest {

  /** The client of every version in {@code versions.txt}. */
  public ApacheHttpAsync5() {}

  @Override
  public String id() {
    return "apache-httpasyncclient-5";
  }

  @Override
  public String title() {
    return "Apache HttpAsyncClient 5";
  }

  @Override
  public List<String> modes() {
    return List.of("async5");
  }

  @Override
  public String application() {
    return "ApacheHttpAsync5Application";
  }

  @Override
  public String program() {
    return "ApacheHttpAsync5Program";
  }

  /** A kind of {@code IOException} for which it does not try again. */
  @Override
  public String failure() {
    return "java.net.ConnectException";
  }

  @Override
  public Map<String, String> cancellations() {
    return Map.of(
        "async5 HTTP/1.1", "java.util.concurrent.CancellationException",
        "async5 HTTP/2", "java.util.concurrent.CancellationException");
  }

  /** Who is interrupted waits no longer for the future; the call goes on, as without the agent. */
  @Override
  public boolean isConnectedBeforeItAsks() {
    return true;
  }

  @Override
  public Optional<String> lacks(Feature feature, String version, int jdk) {
    return switch (feature) {
      case PUSH -> Optional.of("it takes pushes by a factory of the application's alone");
      case RETRY -> Optional.of("it does not try again if a server closes its connection");
      case WEB_SOCKET -> Optional.of("it has no WebSockets");
      case DUPLEX_BODY -> Optional.of("it has no duplex bodies");
      case CACHE -> Optional.of("its cache is a library of its own");
      case COALESCED_CONNECTION -> Optional.of("it has a connection for each host");
      case HOST_HEADER_OVER_HTTP_2 ->
          Optional.of("it sends a Host beside the authority, and servers refuse two that differ");
      case FIXED_LENGTH_BODY -> Optional.of("it has no API of its own for it");
      case EXPECTATION_OVER_HTTP_2,
          HTTP_2,
          MULTIPLEXING,
          INTERCEPTORS,
          PROXY_PASSWORD,
          LOGIN,
          HOST_HEADER,
          REQUEST_TARGET ->
          Optional.empty();
    };
  }
}
