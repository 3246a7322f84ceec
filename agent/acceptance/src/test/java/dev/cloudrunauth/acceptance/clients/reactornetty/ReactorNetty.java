package dev.cloudrunauth.acceptance.clients.reactornetty;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reactor Netty from 1.0 on. Immutable. */
public final class ReactorNetty implements ClientUnderTest {

  /** The client of every version in {@code versions.txt}. */
  public ReactorNetty() {}

  @Override
  public String id() {
    return "netty";
  }

  @Override
  public String title() {
    return "Reactor Netty";
  }

  @Override
  public List<String> modes() {
    return List.of("block", "subscribe");
  }

  @Override
  public String application() {
    return "ReactorNettyApplication";
  }

  @Override
  public String program() {
    return "ReactorNettyProgram";
  }

  @Override
  public String handshake() {
    return "reactorHandshake";
  }

  @Override
  public String failure() {
    return "java.io.IOException";
  }

  @Override
  public Map<String, String> cancellations() {
    return Map.of("subscribe HTTP/1.1", "cancelled", "subscribe HTTP/2", "cancelled");
  }

  @Override
  public boolean isConnectedBeforeItAsks() {
    return true;
  }

  @Override
  public Optional<String> lacks(Feature feature, String version, int jdk) {
    return switch (feature) {
      case PUSH -> Optional.of("Reactor Netty takes no pushes");
      case DUPLEX_BODY -> Optional.of("it begins with a response when the request is sent");
      case FIXED_LENGTH_BODY -> Optional.of("it has no API of its own for it");
      case CACHE -> Optional.of("it has no cache");
      case REQUEST_TARGET -> Optional.of("it takes it from the URL");
      case COALESCED_CONNECTION -> Optional.of("it has a connection for each host");
      case LOGIN -> Optional.of("it logs in nowhere by itself before 1.3");
      case RETRY -> Optional.of("it tries again only what it has not sent");
      case EXPECTATION_OVER_HTTP_2,
          HTTP_2,
          WEB_SOCKET,
          INTERCEPTORS,
          PROXY_PASSWORD,
          HOST_HEADER,
          HOST_HEADER_OVER_HTTP_2,
          MULTIPLEXING ->
          Optional.empty();
    };
  }
}
