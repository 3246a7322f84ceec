package dev.cloudrunauth.credentials;

import static dev.cloudrunauth.credentials.Answers.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.client.http.GenericUrl;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM's proxies, their passwords, and whom it trusts. */
@Timeout(60)
class JvmSettingsTest {

  private static final String SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";
  private static final String PASSWORD = "changeit";
  private static final String WANTS_PASSWORD =
      """
      HTTP/1.1 407 Who are you
      Proxy-Authenticate: Digest realm="x"
      Proxy-Authenticate: Basic realm="the office"

      """;

  private static SSLContext tls;

  private final ProxySelector proxiesBefore = ProxySelector.getDefault();
  private final Authenticator passwordsBefore = Authenticator.getDefault();
  private final SSLSocketFactory trustBefore = HttpsURLConnection.getDefaultSSLSocketFactory();
  private final String schemesBefore = System.getProperty(SCHEMES);

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    var file = folder.resolve("localhost.p12").toString();
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "x",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file,
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, keytool.waitFor());
    var store = KeyStore.getInstance("PKCS12");
    try (var in = new FileInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
  }

  @AfterEach
  void restore() {
    ProxySelector.setDefault(proxiesBefore);
    Authenticator.setDefault(passwordsBefore);
    HttpsURLConnection.setDefaultSSLSocketFactory(trustBefore);
    if (schemesBefore == null) {
      System.clearProperty(SCHEMES);
    } else {
      System.setProperty(SCHEMES, schemesBefore);
    }
  }

  @Test
  void aServerThatTheJvmTrustsIsAsked() throws Exception {
    HttpsURLConnection.setDefaultSSLSocketFactory(tls.getSocketFactory());
    try (var server = tlsServer()) {
      assertEquals("hello", get("https://localhost:" + server.port() + "/x"));
      assertTrue(server.received().startsWith("GET /x HTTP/1.1\r\nHost: localhost:"));
    }
  }

  @Test
  void aServerThatTheJvmDoesNotTrustIsToldNothing() throws Exception {
    try (var server = tlsServer()) {
      var failure = refused("https://localhost:" + server.port());
      assertTrue(
          message(failure).startsWith("the connection to localhost:" + server.port()),
          failure.getMessage());
      assertTrue(message(failure).contains("PKIX path"), failure.getMessage());
      assertNothingLegible(server);
    }
  }

  @Test
  void aServerWithACertificateOfAnotherNameIsToldNothing() throws Exception {
    HttpsURLConnection.setDefaultSSLSocketFactory(tls.getSocketFactory());
    try (var server = tlsServer()) {
      var failure = refused("https://127.0.0.1:" + server.port());
      assertTrue(message(failure).contains("127.0.0.1"), failure.getMessage());
      assertNothingLegible(server);
    }
  }

  @Test
  void aServerIsReachedThroughTheProxyOfTheJvm() throws Exception {
    try (var proxy = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\n", "")) {
      ProxySelector.setDefault(new Always(proxy.port()));
      refused("https://iam.invalid/token");
      assertEquals(
          "CONNECT iam.invalid:443 HTTP/1.1\r\nHost: iam.invalid:443\r\n\r\n", proxy.received());
    }
  }

  @Test
  void withoutTlsTheProxyIsAskedItself() throws Exception {
    try (var proxy = ScriptedServer.answering(ok("hello"))) {
      ProxySelector.setDefault(new Always(proxy.port()));
      assertEquals("hello", get("http://subject.invalid/token?a=b"));
      assertTrue(
          proxy.received().startsWith("GET http://subject.invalid/token?a=b HTTP/1.1\r\nHost: su"));
    }
  }

  @Test
  void theMetadataServerOfEc2IsAskedDirectlyAndIfItIsSilentWhatToSetIsTold() throws Exception {
    try (var proxy = ScriptedServer.answering(ok("hello"))) {
      ProxySelector.setDefault(new Always(proxy.port()));
      var failure = refused("http://[fd00:ec2::254]/latest/meta-data/iam/security-credentials");

      var message = String.valueOf(failure.getMessage());
      assertTrue(message.contains("EC2's metadata server at [fd00:ec2::254]"), message);
      assertTrue(message.contains("on ECS, Fargate and EKS set AWS_ACCESS_KEY_ID, "), message);
      assertTrue(proxy.hasReceivedNothing());
    }
  }

  @Test
  void aProxyThatAsksForAPasswordIsToldIt() throws Exception {
    System.setProperty(SCHEMES, "");
    var asked = new Keeper();
    Authenticator.setDefault(asked);
    try (var proxy = ScriptedServer.answering(WANTS_PASSWORD, "HTTP/1.1 403 No\r\n\r\n")) {
      ProxySelector.setDefault(new Always(proxy.port()));
      var failure = refused("https://iam.invalid/token");

      assertEquals(
          "the proxy localhost:" + proxy.port() + " answered 403: No", failure.getMessage());
      assertNull(header(proxy.received()));
      assertEquals("Proxy-Authorization: Basic dXNlcjpzZXNhbWU=", header(proxy.received()));
      assertEquals("PROXY the office http localhost:" + proxy.port(), asked.question);
    }
  }

  @Test
  void withoutLeaveOfTheJvmAPasswordIsNotSent() throws Exception {
    System.clearProperty(SCHEMES);
    Authenticator.setDefault(new Keeper());
    try (var proxy = ScriptedServer.answering(WANTS_PASSWORD)) {
      ProxySelector.setDefault(new Always(proxy.port()));
      assertEquals(
          "the proxy localhost:"
              + proxy.port()
              + " answered 407: Who are you; the JVM keeps passwords from proxies unless it runs"
              + " with -Djdk.http.auth.tunneling.disabledSchemes=",
          refused("https://iam.invalid/token").getMessage());
      assertNull(header(proxy.received()));
      assertTrue(proxy.hasReceivedNothing());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"502 Bad Gateway", "503 Busy"})
  void aProxyInTroubleIsWorthAnotherTry(String status) throws Exception {
    try (var proxy = ScriptedServer.answering("HTTP/1.1 " + status + "\r\n\r\n")) {
      ProxySelector.setDefault(new Always(proxy.port()));
      assertTrue(refused("https://iam.invalid/token").isRetryable());
    }
  }

  @Test
  void anInterimAnswerOfTheProxyIsSkipped() throws Exception {
    try (var proxy =
        ScriptedServer.answering("HTTP/1.1 100 Go on\r\n\r\nHTTP/1.1 403 No\r\n\r\n")) {
      ProxySelector.setDefault(new Always(proxy.port()));
      assertEquals(
          "the proxy localhost:" + proxy.port() + " answered 403: No",
          refused("https://iam.invalid/token").getMessage());
    }
  }

  private static ScriptedServer tlsServer() throws IOException {
    return ScriptedServer.on(
        tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress()),
        ok("hello"));
  }

  /** The handshake fails on the client's side, so that the server may meet an empty request. */
  private static void assertNothingLegible(ScriptedServer server) throws Exception {
    server.close();
    if (!server.hasReceivedNothing()) {
      assertEquals("", server.received());
    }
  }

  private static @Nullable String header(String request) {
    return request
        .lines()
        .filter(line -> line.startsWith("Proxy-Authorization"))
        .findFirst()
        .orElse(null);
  }

  private static String message(TokenSourceException failure) {
    return String.valueOf(failure.getMessage());
  }

  private static TokenSourceException refused(String url) {
    return assertThrows(TokenSourceException.class, () -> get(url));
  }

  private static String get(String url) throws IOException {
    return Limits.within(
        Limits.AMPLE_MILLIS,
        () ->
            new InternetTransport()
                .createRequestFactory()
                .buildGetRequest(new GenericUrl(url))
                .execute()
                .parseAsString());
  }

  private static final class Keeper extends Authenticator {

    private String question = "";

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      question =
          String.join(
              " ",
              getRequestorType().toString(),
              getRequestingPrompt(),
              getRequestingProtocol(),
              getRequestingHost() + ":" + getRequestingPort());
      return new PasswordAuthentication("user", "sesame".toCharArray());
    }
  }
}
