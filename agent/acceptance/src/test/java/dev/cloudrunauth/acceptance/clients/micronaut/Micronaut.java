package dev.cloudrunauth.acceptance.clients.micronaut;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Micronaut's HTTP client on Netty, from 4.0 on. Immutable. */
public final class Micronaut implements ClientUnderTest {

  /** Micronaut 4 is compiled for it. */
  private static final int OLDEST_JDK = 17;

  /** The client of every version in {@code versions.txt}. */
  public Micronaut() {}

  @Override
  public String id() {
    return "netty";
  }

  @Override
  public String title() {
    return "Micronaut";
  }

  @Override
  public int oldestJdk(String version) {
    return OLDEST_JDK;
  }

  @Override
  public List<String> modes() {
    return List.of("exchange", "publisher", "stream");
  }

  @Override
  public String application() {
    return "MicronautApplication";
  }

  @Override
  public String program() {
    return "MicronautProgram";
  }

  @Override
  public String failure() {
    return "java.io.IOException";
  }

  /** Who cancels a subscription ends nothing but that: the client does not tell its connection. */
  @Override
  public Map<String, String> cancellations() {
    return Map.of();
  }

  @Override
  public boolean isConnectedBeforeItAsks() {
    return true;
  }

  @Override
  public Optional<String> lacks(Feature feature, String version, int jdk) {
    return switch (feature) {
      case PUSH -> Optional.of("Micronaut's client takes no pushes");
      case WEB_SOCKET ->
          Optional.of("its WebSockets are beans, which need Micronaut's annotation processor");
      case DUPLEX_BODY -> Optional.of("its blocking calls begin with a response when all is sent");
      case FIXED_LENGTH_BODY -> Optional.of("it has no API of its own for it");
      case CACHE -> Optional.of("it has no cache");
      case REQUEST_TARGET -> Optional.of("it takes it from the URL");
      case COALESCED_CONNECTION -> Optional.of("it has a connection for each host");
      case LOGIN -> Optional.of("it logs in nowhere by itself");
      case RETRY -> Optional.of("it tries nothing again by itself");
      case EXPECTATION_OVER_HTTP_2,
          HTTP_2,
          INTERCEPTORS,
          PROXY_PASSWORD,
          HOST_HEADER,
          HOST_HEADER_OVER_HTTP_2,
          MULTIPLEXING ->
          Optional.empty();
    };
  }
}
