package dev.cloudrunauth.acceptance.clients.helidon;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Helidon's WebClient 4. Immutable. */
public final class Helidon implements ClientUnderTest {

  /** Helidon 4 is compiled for it, and so are the programs that use it. */
  private static final int OLDEST_JDK = 21;

  /** The client of every version in {@code versions.txt}. */
  public Helidon() {}

  @Override
  public String id() {
    return "helidon";
  }

  @Override
  public String title() {
    return "Helidon WebClient";
  }

  @Override
  public int oldestJdk(String version) {
    return OLDEST_JDK;
  }

  @Override
  public int oldestCompiler() {
    return OLDEST_JDK;
  }

  @Override
  public List<String> modes() {
    return List.of("web", "virtual");
  }

  @Override
  public String application() {
    return "HelidonApplication";
  }

  @Override
  public String program() {
    return "HelidonProgram";
  }

  @Override
  public String failure() {
    return "java.io.UncheckedIOException";
  }

  /** A call blocks its thread, and has nothing that cancels it. */
  @Override
  public Map<String, String> cancellations() {
    return Map.of();
  }

  @Override
  public Map<String, String> interruptions() {
    return Map.of("web", "java.io.UncheckedIOException");
  }

  @Override
  public boolean isConnectedBeforeItAsks() {
    return true;
  }

  @Override
  public Optional<String> lacks(Feature feature, String version, int jdk) {
    return switch (feature) {
      case PUSH -> Optional.of("Helidon's WebClient takes no pushes");
      case WEB_SOCKET -> Optional.of("its WebSockets are those of another client");
      case DUPLEX_BODY -> Optional.of("it begins with a response when the request is sent");
      case FIXED_LENGTH_BODY -> Optional.of("it has no API of its own for it");
      case CACHE -> Optional.of("it has no cache");
      case REQUEST_TARGET -> Optional.of("it takes it from the URL");
      case COALESCED_CONNECTION -> Optional.of("it has a connection for each host");
      case LOGIN -> Optional.of("it logs in nowhere by itself");
      case RETRY -> Optional.of("it tries nothing again by itself");
      case EXPECTATION_OVER_HTTP_2, HTTP_2, HOST_HEADER_OVER_HTTP_2, MULTIPLEXING ->
          version.equals("4.0.8")
              ? Optional.of("this version speaks HTTP/1.1 to the tests' server")
              : Optional.empty();
      case INTERCEPTORS, PROXY_PASSWORD, HOST_HEADER -> Optional.empty();
    };
  }
}
