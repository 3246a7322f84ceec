package dev.cloudrunauth.acceptance.clients.okhttp;

import dev.cloudrunauth.acceptance.clients.ClientUnderTest;
import dev.cloudrunauth.acceptance.clients.Feature;
import java.lang.Runtime.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OkHttp from 3.0 on. Immutable. */
public final class OkHttp implements ClientUnderTest {

  /** From before it was rewritten in Kotlin, and the first with {@code callTimeout}. */
  private static final String LAST_LINE_IN_JAVA = "3.12.";

  /** The client of every version in {@code versions.txt}. */
  public OkHttp() {}

  @Override
  public String id() {
    return "okhttp";
  }

  @Override
  public String title() {
    return "OkHttp";
  }

  @Override
  public List<String> modes() {
    return List.of("execute", "enqueue");
  }

  @Override
  public String application() {
    return "OkHttpApplication";
  }

  @Override
  public String program() {
    return "OkHttpProgram";
  }

  /** The one kind of {@code IOException} for which OkHttp does not try again. */
  @Override
  public String failure() {
    return "java.net.ProtocolException";
  }

  @Override
  public Map<String, String> cancellations() {
    return Map.of(
        "execute HTTP/1.1", "java.io.IOException: Canceled",
        "execute HTTP/2", "java.io.IOException: Canceled");
  }

  @Override
  public Map<String, String> interruptions() {
    return Map.of("execute", "java.io.InterruptedIOException");
  }

  @Override
  public boolean isTypical(String version, boolean isNewest) {
    return isNewest || version.startsWith(LAST_LINE_IN_JAVA);
  }

  @Override
  public Optional<String> lacks(Feature feature, String version, int jdk) {
    return switch (feature) {
      case EXPECTATION_OVER_HTTP_2, HTTP_2, MULTIPLEXING ->
          before("3.8", version, "OkHttp spoke no HTTP/2 on a JDK as it is before 3.6");
      case PROXY_PASSWORD ->
          before(
              "3.4",
              version,
              "OkHttp 3.0 logs in on the connection that the proxy closes with its 407");
      case WEB_SOCKET ->
          before("3.5", version, "OkHttp has WebSockets in a library of their own before 3.5");
      case DUPLEX_BODY -> before("3.14", version, "OkHttp before 3.14 has no duplex bodies");
      case COALESCED_CONNECTION ->
          before("3.12", version, "OkHttp before 3.11 does not tell which connection it takes");
      case PUSH -> Optional.of("OkHttp takes no pushes");
      case FIXED_LENGTH_BODY -> Optional.of("OkHttp has no API of its own for it");
      case REQUEST_TARGET -> Optional.of("OkHttp takes it from the URL");
      case INTERCEPTORS, CACHE, LOGIN, RETRY, HOST_HEADER, HOST_HEADER_OVER_HTTP_2 ->
          Optional.empty();
    };
  }

  private static Optional<String> before(String first, String version, String reason) {
    return Optional.of(reason).filter(unused -> parsed(version).compareTo(parsed(first)) < 0);
  }

  /** The JDK's version numbers, which are borrowed to compare by, do not end in zeros. */
  private static Version parsed(String version) {
    return Version.parse(version.replaceAll("(\\.0)+$", ""));
  }
}
