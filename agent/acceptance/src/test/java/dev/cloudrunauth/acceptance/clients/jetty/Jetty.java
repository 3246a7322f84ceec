package dev.cloudrunauth.acceptance.clients.jetty;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jetty's HttpClient. Immutable. */
public final class Jetty implements ClientUnderTest {

  /** The client of every version in {@code versions.txt}. */
  public Jetty() {}

  @Override
  public String id() {
    return "jetty";
  }

  @Override
  public String title() {
    return "Jetty's HttpClient";
  }

  @Override
  public List<String> modes() {
    return List.of("jetty", "jettyListener");
  }

  @Override
  public String application() {
    return "JettyApplication";
  }

  @Override
  public String program() {
    return "JettyProgram";
  }

  @Override
  public String handshake() {
    return "jettyUpgrade";
  }

  @Override
  public String failure() {
    return "java.io.IOException";
  }

  @Override
  public Map<String, String> cancellations() {
    var told = "java.lang.IllegalStateException: cancelled by /unwanted";
    return Map.of("jettyListener HTTP/1.1", told, "jettyListener HTTP/2", told);
  }

  @Override
  public boolean isConnectedBeforeItAsks() {
    return true;
  }

  @Override
  public int oldestJdk(String version) {
    return version.startsWith("12.") ? 17 : 11;
  }

  /** 9.4 has other classes for its requests, and 12 has all in other packages. */
  @Override
  public boolean isTypical(String version, boolean isNewest) {
    return isNewest || version.startsWith("9.4.58");
  }

  @Override
  public Optional<String> lacks(Feature feature, String version, int jdk) {
    return switch (feature) {
      case PUSH -> Optional.of("what is pushed needs a listener of HTTP2Client's own");
      case CACHE -> Optional.of("it has no cache");
      case COALESCED_CONNECTION -> Optional.of("it has a connection for each host");
      case HOST_HEADER_OVER_HTTP_2 ->
          Optional.of("it sends a Host beside the authority, and servers refuse two that differ");
      case REQUEST_TARGET -> Optional.of("it takes it from the URL");
      case RETRY -> Optional.of("it does not try again if a server closes its connection");
      case HTTP_2, MULTIPLEXING ->
          version.startsWith("9.4.15.")
              ? Optional.of("calls of this version fail now and then, without the agent too")
              : Optional.empty();
      case EXPECTATION_OVER_HTTP_2 ->
          version.startsWith("12.")
              ? Optional.empty()
              : Optional.of("a body that waits is forgotten now and then, without the agent too");
      case DUPLEX_BODY,
          FIXED_LENGTH_BODY,
          WEB_SOCKET,
          INTERCEPTORS,
          PROXY_PASSWORD,
          LOGIN,
          HOST_HEADER ->
          Optional.empty();
    };
  }
}
