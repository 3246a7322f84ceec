package dev.cloudrunauth.acceptance.clients.javanethttp;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code java.net.http.HttpClient}. Immutable. */
public final class JavaNetHttp implements ClientUnderTest {

  private static final int FIRST_JDK_WITH_HOST_HEADER = 12;
  private static final int FIRST_JDK_THAT_CANCELS = 16;

  /**
   * The future of {@code sendAsync} before {@value #FIRST_JDK_THAT_CANCELS}, where a request waits
   * for its token: the JDK's own would not take back a request that is cancelled.
   */
  private static final Map<String, String> CANCELABLE =
      Map.of(
          "dev.cloudrunauth.client.javanethttp.CancelableResponse",
          "jdk.internal.net.http.common.MinimalFuture");

  /** The client of the JDK that runs it. */
  public JavaNetHttp() {}

  @Override
  public String id() {
    return "java-net-http";
  }

  @Override
  public String title() {
    return "java.net.http";
  }

  @Override
  public boolean isInJdk() {
    return true;
  }

  @Override
  public List<String> modes() {
    return List.of("send", "sendAsync");
  }

  @Override
  public String http2() {
    return "HTTP_2";
  }

  @Override
  public String application() {
    return "JdkApplication";
  }

  @Override
  public String program() {
    return "JdkProgram";
  }

  @Override
  public String handshake() {
    return "sendHandshake";
  }

  @Override
  public String failure() {
    return "java.io.IOException";
  }

  @Override
  public Map<String, String> cancellations() {
    return Map.of(
        "sendAsync", "cancelled",
        "sendAsync, derived", "cancelled",
        "send", "java.lang.InterruptedException");
  }

  @Override
  public Map<String, String> interruptions() {
    return Map.of("send", "java.lang.InterruptedException");
  }

  @Override
  public List<String> flagsForHostHeader() {
    return List.of("-Djdk.httpclient.allowRestrictedHeaders=host");
  }

  @Override
  public Map<String, String> replacements(int jdk) {
    return jdk < FIRST_JDK_THAT_CANCELS ? CANCELABLE : Map.of();
  }

  @Override
  public Optional<String> lacks(Feature feature, String version, int jdk) {
    return switch (feature) {
      case INTERCEPTORS -> Optional.of("java.net.http has no interceptors");
      case CACHE -> Optional.of("java.net.http has no cache");
      case DUPLEX_BODY -> Optional.of("java.net.http has no duplex bodies");
      case FIXED_LENGTH_BODY -> Optional.of("java.net.http has no API of its own for it");
      case COALESCED_CONNECTION -> Optional.of("java.net.http has a connection for each host");
      case HOST_HEADER ->
          Optional.of("java.net.http lets nobody set Host before JDK 12")
              .filter(reason -> jdk < FIRST_JDK_WITH_HOST_HEADER);
      case HOST_HEADER_OVER_HTTP_2 ->
          Optional.of("java.net.http sends both names, and no server takes that");
      case REQUEST_TARGET -> Optional.of("java.net.http takes it from the URL");
      case EXPECTATION_OVER_HTTP_2,
          HTTP_2,
          PUSH,
          WEB_SOCKET,
          PROXY_PASSWORD,
          LOGIN,
          RETRY,
          MULTIPLEXING ->
          Optional.empty();
    };
  }
}
