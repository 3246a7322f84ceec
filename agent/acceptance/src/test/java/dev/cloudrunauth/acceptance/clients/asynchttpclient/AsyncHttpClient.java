package dev.cloudrunauth.acceptance.clients.asynchttpclient;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** AsyncHttpClient from 2.12 on. Immutable. */
public final class AsyncHttpClient implements ClientUnderTest {

  private static final Optional<String> ONLY_HTTP_1 =
      Optional.of("AsyncHttpClient speaks HTTP/1.1 only");

  /** The client of every version in {@code versions.txt}. */
  public AsyncHttpClient() {}

  @Override
  public String id() {
    return "netty";
  }

  @Override
  public String title() {
    return "AsyncHttpClient";
  }

  @Override
  public List<String> modes() {
    return List.of("future", "handler");
  }

  @Override
  public List<String> protocols() {
    return List.of("HTTP/1.1");
  }

  @Override
  public String application() {
    return "AsyncHttpClientApplication";
  }

  @Override
  public String program() {
    return "AsyncHttpClientProgram";
  }

  @Override
  public String handshake() {
    return "upgrade";
  }

  @Override
  public String failure() {
    return "java.io.IOException";
  }

  @Override
  public Map<String, String> cancellations() {
    return Map.of("future HTTP/1.1", "cancelled");
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
      case DUPLEX_BODY -> Optional.of("it begins with a response when the request is sent");
      case CACHE -> Optional.of("it has no cache");
      case REQUEST_TARGET -> Optional.of("it takes it from the URL");
      case COALESCED_CONNECTION -> Optional.of("it has a connection for each host");
      case FIXED_LENGTH_BODY, WEB_SOCKET, INTERCEPTORS, PROXY_PASSWORD, LOGIN, RETRY, HOST_HEADER ->
          Optional.empty();
    };
  }
}
