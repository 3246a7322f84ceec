package dev.cloudrunauth.acceptance.clients.ktor;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ktor's client on its CIO engine from 2.3 on. Immutable. */
public final class Ktor implements ClientUnderTest {

  /** The client of every version in {@code versions.txt}. */
  public Ktor() {}

  @Override
  public String id() {
    return "ktor";
  }

  @Override
  public String title() {
    return "Ktor's CIO engine";
  }

  @Override
  public List<String> modes() {
    return List.of("coroutine", "suspended");
  }

  @Override
  public List<String> protocols() {
    return List.of("HTTP/1.1");
  }

  @Override
  public String application() {
    return "KtorApplication";
  }

  @Override
  public String program() {
    return "KtorProgram";
  }

  @Override
  public String handshake() {
    return "ktorHandshake";
  }

  @Override
  public String failure() {
    return "java.io.IOException";
  }

  @Override
  public Map<String, String> cancellations() {
    return Map.of("suspended", "cancelled");
  }

  /** Kotlin's own classes are other ones in 3. */
  @Override
  public boolean isTypical(String version, boolean isNewest) {
    return isNewest || version.startsWith("2.3.1");
  }

  @Override
  public Optional<String> lacks(Feature feature, String version, int jdk) {
    return switch (feature) {
      case EXPECTATION_OVER_HTTP_2,
          HTTP_2,
          PUSH,
          MULTIPLEXING,
          COALESCED_CONNECTION,
          HOST_HEADER_OVER_HTTP_2 ->
          Optional.of("it speaks HTTP/1.1 alone");
      case FIXED_LENGTH_BODY -> Optional.of("it has no API of its own for it");
      case DUPLEX_BODY -> Optional.of("its response is read when the body has been written");
      case CACHE, LOGIN, INTERCEPTORS -> Optional.of("that is a plugin's, above the engine");
      case PROXY_PASSWORD -> Optional.of("it logs in nowhere by itself");
      case RETRY -> Optional.of("it tries nothing again");
      case REQUEST_TARGET -> Optional.of("the application cannot choose it");
      case WEB_SOCKET -> Optional.empty();
      case HOST_HEADER ->
          Optional.of("behind a proxy its first line names the URL: KtorTargetTest");
    };
  }
}
