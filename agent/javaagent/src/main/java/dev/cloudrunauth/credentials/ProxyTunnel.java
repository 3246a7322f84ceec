package dev.cloudrunauth.credentials;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection through an HTTP proxy, by {@code CONNECT}. The proxy's password is asked of the
 * JVM's {@link Authenticator}, on the terms on which the JVM's own clients send it.
 */
final class ProxyTunnel {

  private static final int PASSWORD_NEEDED = 407;
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";
  private static final Pattern BASIC =
      Pattern.compile("basic\\b(?:.*\\brealm=\"([^\"]*)\")?.*", Pattern.CASE_INSENSITIVE);

  private ProxyTunnel() {}

  /** A connection to the proxy itself. */
  static LimitedSocket toProxy(Proxy proxy, int answerMillis) throws IOException {
    var address = (InetSocketAddress) proxy.address();
    var connection = new LimitedSocket(Proxy.NO_PROXY, answerMillis);
    connection.connect(new InetSocketAddress(address.getHostString(), address.getPort()));
    return connection;
  }

  /**
   * A connection to a server behind the proxy.
   *
   * @throws SourceAnswer if the proxy refuses it
   * @throws IOException if the proxy cannot be reached
   */
  static LimitedSocket open(Proxy proxy, URI server, int port, int answerMillis)
      throws IOException {
    var connection = toProxy(proxy, answerMillis);
    var answer = connect(connection, proxy, server.getHost() + ":" + port, null);
    var realm = answer.getStatusCode() == PASSWORD_NEEDED ? realm(answer) : null;
    if (realm != null) {
      var password = password((InetSocketAddress) proxy.address(), server, realm);
      if (password != null) {
        connection.close();
        connection = toProxy(proxy, answerMillis);
        answer = connect(connection, proxy, server.getHost() + ":" + port, password);
      }
    }
    if (answer.getStatusCode() / 100 == 2) {
      return connection;
    }
    connection.close();
    var refusal = SourceAnswer.of(who(proxy), answer.getStatusCode(), answer.getReasonPhrase(), 0);
    throw realm == null || mayTellPassword()
        ? refusal
        : refusal.advising(
            "the JVM keeps passwords from proxies unless it runs with -D" + DISABLED_SCHEMES + "=");
  }

  private static HttpAnswer connect(
      LimitedSocket connection, Proxy proxy, String authority, @Nullable String password)
      throws IOException {
    var request = new StringBuilder();
    request.append("CONNECT ").append(authority).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(authority).append("\r\n");
    if (password != null) {
      request.append("Proxy-Authorization: Basic ").append(password).append("\r\n");
    }
    request.append("\r\n");
    try {
      connection.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      return new AnswerReader(who(proxy), connection.getInputStream()).head();
    } catch (IOException failure) {
      connection.close();
      throw failure;
    }
  }

  private static String who(Proxy proxy) {
    var address = (InetSocketAddress) proxy.address();
    return "the proxy " + address.getHostString() + ":" + address.getPort();
  }

  /** The realm of a proxy that takes a user's name and password as they are. */
  private static @Nullable String realm(HttpAnswer answer) {
    for (int i = 0; i < answer.getHeaderCount(); i++) {
      if (answer.getHeaderName(i).equalsIgnoreCase("Proxy-Authenticate")) {
        var challenge = BASIC.matcher(answer.getHeaderValue(i));
        if (challenge.matches()) {
          return challenge.group(1) == null ? "" : challenge.group(1);
        }
      }
    }
    return null;
  }

  private static @Nullable String password(InetSocketAddress proxy, URI server, String realm)
      throws IOException {
    if (!mayTellPassword()) {
      return null;
    }
    var login =
        Authenticator.requestPasswordAuthentication(
            proxy.getHostString(),
            proxy.getAddress(),
            proxy.getPort(),
            "http",
            realm,
            "basic",
            server.toURL(),
            Authenticator.RequestorType.PROXY);
    if (login == null) {
      return null;
    }
    var text = login.getUserName() + ":" + new String(login.getPassword());
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Where the property is not set, the JDK's own default applies, which is {@code Basic}. */
  private static boolean mayTellPassword() {
    var disabled = System.getProperty(DISABLED_SCHEMES);
    return disabled != null
        && !Arrays.asList(disabled.toLowerCase(Locale.ROOT).split("[,\\s]+")).contains("basic");
  }
}
