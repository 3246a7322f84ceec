package dev.cloudrunauth.acceptance.clients.vertx;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The HTTP client of Vert.x from 4.5 on. Immutable. */
public final class Vertx implements ClientUnderTest {

  /** The client of every version in {@code versions.txt}. */
  public Vertx() {}

  @Override
  public String id() {
    return "netty";
  }

  @Override
  public String title() {
    return "Vert.x";
  }

  @Override
  public List<String> modes() {
    return List.of("vertx", "context");
  }

  @Override
  public String application() {
    return "VertxApplication";
  }

  @Override
  public String program() {
    return "VertxProgram";
  }

  @Override
  public String handshake() {
    return "vertxHandshake";
  }

  @Override
  public String failure() {
    return "java.io.IOException";
  }

  @Override
  public Map<String, String> cancellations() {
    return Map.of("context HTTP/1.1", "reset", "context HTTP/2", "reset");
  }

  @Override
  public boolean isConnectedBeforeItAsks() {
    return true;
  }

  /** From 5.1 on it has other classes for HTTP/2. */
  @Override
  public boolean isTypical(String version, boolean isNewest) {
    return isNewest || version.startsWith("4.5.3");
  }

  @Override
  public Optional<String> lacks(Feature feature, String version, int jdk) {
    return switch (feature) {
      case FIXED_LENGTH_BODY -> Optional.of("it has no API of its own for it");
      case CACHE -> Optional.of("it has no cache");
      case COALESCED_CONNECTION -> Optional.of("it has a connection for each host");
      case LOGIN -> Optional.of("it logs in nowhere by itself");
      case INTERCEPTORS -> Optional.of("it has none");
      case RETRY -> Optional.of("it tries nothing again");
      case HOST_HEADER_OVER_HTTP_2 -> Optional.of("it sends both");
      case EXPECTATION_OVER_HTTP_2,
          HTTP_2,
          PUSH,
          DUPLEX_BODY,
          WEB_SOCKET,
          PROXY_PASSWORD,
          HOST_HEADER,
          REQUEST_TARGET,
          MULTIPLEXING ->
          Optional.empty();
    };
  }
}
