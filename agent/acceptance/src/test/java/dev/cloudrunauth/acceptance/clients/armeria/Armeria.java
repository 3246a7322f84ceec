package dev.cloudrunauth.acceptance.clients.armeria;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The web client of Armeria. Immutable. */
public final class Armeria implements ClientUnderTest {

  /** The client of every version in {@code versions.txt}. */
  public Armeria() {}

  @Override
  public String id() {
    return "netty";
  }

  @Override
  public String title() {
    return "Armeria";
  }

  @Override
  public List<String> modes() {
    return List.of("blockingWeb", "webClient");
  }

  @Override
  public String application() {
    return "ArmeriaApplication";
  }

  @Override
  public String program() {
    return "ArmeriaProgram";
  }

  @Override
  public String handshake() {
    return "armeriaHandshake";
  }

  @Override
  public String failure() {
    return "java.io.IOException";
  }

  @Override
  public Map<String, String> cancellations() {
    return Map.of(
        "webClient HTTP/1.1", "ResponseCancellationException",
        "webClient HTTP/2", "AbortedStreamException");
  }

  @Override
  public boolean isConnectedBeforeItAsks() {
    return true;
  }

  @Override
  public Optional<String> lacks(Feature feature, String version, int jdk) {
    return switch (feature) {
      case FIXED_LENGTH_BODY -> Optional.of("it has no API of its own for it");
      case CACHE -> Optional.of("it has no cache");
      case PUSH -> Optional.of("it refuses what is pushed");
      case COALESCED_CONNECTION -> Optional.of("it has a connection for each host");
      case LOGIN -> Optional.of("it logs in nowhere by itself");
      case REQUEST_TARGET -> Optional.of("it takes it from the URL");
      case EXPECTATION_OVER_HTTP_2,
          HTTP_2,
          INTERCEPTORS,
          RETRY,
          DUPLEX_BODY,
          WEB_SOCKET,
          PROXY_PASSWORD,
          HOST_HEADER,
          HOST_HEADER_OVER_HTTP_2,
          MULTIPLEXING ->
          Optional.empty();
    };
  }
}
