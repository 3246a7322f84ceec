package dev.cloudrunauth.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.client.http.GenericUrl;
import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the application has set for the whole JVM, and what it may do to a try. */
@Timeout(60)
class ApplicationCodeTest {

  private static final String SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private final ProxySelector proxiesBefore = ProxySelector.getDefault();
  private final Authenticator passwordsBefore = Authenticator.getDefault();
  private final SSLSocketFactory trustBefore = HttpsURLConnection.getDefaultSSLSocketFactory();
  private final @Nullable String schemesBefore = System.getProperty(SCHEMES);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void restore() {
    release.countDown();
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
  void aProxySelectorThatThrowsIsNamed() {
    for (Supplier<List<Proxy>> selecting :
        List.<Supplier<List<Proxy>>>of(
            () -> {
              throw new IllegalStateException("mine");
            },
            () -> {
              throw new NoClassDefFoundError("mine");
            },
            () -> Collections.singletonList(null))) {
      ProxySelector.setDefault(new Selecting(selecting));
      var failure = refused("https://iam.invalid/token");
      assertTrue(
          message(failure).startsWith("the JVM's proxy selector, " + Selecting.class.getName()),
          failure.getMessage());
      assertTrue(message(failure).contains(", throws java.lang."), failure.getMessage());
      assertTrue(failure.isRetryable());
    }
  }

  @Test
  void aProxySelectorThatHangsIsLeft() {
    ProxySelector.setDefault(new Selecting(this::hang));
    assertEquals(
        "the JVM's proxy selector, " + Selecting.class.getName() + ", does not return",
        hung("https://iam.invalid/token").getMessage());
  }

  @Test
  void aProxySelectorThatNamesNothingIsNamed() {
    ProxySelector.setDefault(new Selecting(List::of));
    assertTrue(
        message(refused("https://iam.invalid/token")).endsWith("names no way to it"),
        message(refused("https://iam.invalid/token")));
  }

  @Test
  void aProxySelectorThatThrowsWhereItIsToldOfAFailureDoesNotHideTheNextProxy() throws Exception {
    var closed = ScriptedServer.answering("");
    closed.close();
    try (var proxy = ScriptedServer.answering("HTTP/1.1 403 No\r\n\r\n")) {
      ProxySelector.setDefault(
          new Selecting(() -> List.of(proxy(closed.port()), proxy(proxy.port()))) {
            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
              throw new IllegalStateException("mine");
            }
          });
      assertEquals(
          "the proxy localhost:" + proxy.port() + " answered 403: No",
          refused("https://iam.invalid/token").getMessage());
    }
  }

  @Test
  void allProxiesTogetherHaveTheTimeOfOneTry() throws Exception {
    try (var silent = SilentServer.reading()) {
      ProxySelector.setDefault(
          new Selecting(() -> Collections.nCopies(1_000, proxy(silent.port()))));
      assertTrue(hung("https://iam.invalid/token").isRetryable());
      silent.awaitClosed();
    }
  }

  @Test
  void anAuthenticatorThatThrowsLeavesNoConnectionOpen() throws Exception {
    assertPasswordFails(
        () -> {
          throw new IllegalStateException("mine");
        },
        "the JVM's java.net.Authenticator throws java.lang.IllegalStateException");
  }

  @Test
  void anAuthenticatorThatHangsIsLeftAndItsConnectionClosed() throws Exception {
    assertPasswordFails(
        () -> {
          hang();
          return null;
        },
        "the JVM's java.net.Authenticator does not return");
  }

  private void assertPasswordFails(
      Supplier<@Nullable PasswordAuthentication> password, String message) throws Exception {
    System.setProperty(SCHEMES, "");
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return password.get();
          }
        });
    try (var proxy =
        SilentServer.answering(
            "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n")) {
      ProxySelector.setDefault(new Always(proxy.port()));
      assertEquals(message, hung("https://iam.invalid/token").getMessage());
      proxy.awaitClosed();
    }
  }

  @Test
  void aFactoryThatMakesNoTlsSocketsLeavesNoConnectionOpen() throws Exception {
    assertTlsFails(() -> new Socket(), "makes none");
  }

  @Test
  void aFactoryThatThrowsLeavesNoConnectionOpen() throws Exception {
    assertTlsFails(
        () -> {
          throw new IllegalStateException("mine");
        },
        "throws java.lang.IllegalStateException");
    assertTlsFails(
        () -> {
          throw new NoClassDefFoundError("mine");
        },
        "throws java.lang.NoClassDefFoundError");
  }

  @Test
  void aFactoryThatHangsIsLeftAndItsConnectionClosed() throws Exception {
    assertTlsFails(
        () -> {
          hang();
          return new Socket();
        },
        "does not end");
  }

  private static void assertTlsFails(Callable<Socket> factory, String message) throws Exception {
    HttpsURLConnection.setDefaultSSLSocketFactory(new Factory(factory));
    try (var server = SilentServer.reading()) {
      var failure = hung("https://" + server.authority() + "/token");
      assertTrue(message(failure).endsWith(message), failure.getMessage());
      server.awaitClosed();
    }
  }

  @Test
  void allRequestsOfAChainHaveOneDeadline() throws Exception {
    var deadlines = new ArrayList<Deadline>();
    ProxySelector.setDefault(
        new Selecting(
            () -> {
              deadlines.add(Deadline.current());
              return List.of(Proxy.NO_PROXY);
            }));
    try (var google = ScriptedServer.answering(Answers.ok("{\"access_token\": \"ya29.x\"}"))) {
      new Tries()
          .run(
              Limits.AMPLE_MILLIS,
              () -> {
                get("http://" + google.authority() + "/a");
                return get("http://" + google.authority() + "/b");
              });
    }
    assertEquals(2, deadlines.size());
    assertSame(deadlines.get(0), deadlines.get(1));
  }

  private List<Proxy> hang() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }

  private static Proxy proxy(int port) {
    return new Proxy(
        Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private static String message(TokenSourceException failure) {
    return String.valueOf(failure.getMessage());
  }

  private static TokenSourceException refused(String url) {
    return assertThrows(
        TokenSourceException.class, () -> new Tries().run(Limits.AMPLE_MILLIS, () -> get(url)));
  }

  private static TokenSourceException hung(String url) {
    return Limits.hung(limit -> new Tries().run(limit, () -> get(url)));
  }

  private static String get(String url) throws IOException {
    return new InternetTransport()
        .createRequestFactory()
        .buildGetRequest(new GenericUrl(url))
        .execute()
        .parseAsString();
  }

  private static class Selecting extends ProxySelector {

    private final Supplier<List<Proxy>> selecting;

    Selecting(Supplier<List<Proxy>> selecting) {
      this.selecting = selecting;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return selecting.get();
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }

  private static final class Factory extends SSLSocketFactory {

    private final Callable<Socket> making;

    Factory(Callable<Socket> making) {
      this.making = making;
    }

    @Override
    public Socket createSocket(Socket below, String host, int port, boolean autoClose)
        throws IOException {
      try {
        return making.call();
      } catch (IOException | RuntimeException failure) {
        throw failure;
      } catch (Exception other) {
        throw new IOException(other);
      }
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return new String[0];
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return new String[0];
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
