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

  private final InetSocketAddress proxy;
  private final HostLookup hosts;

  /**
   * A tunnel that is not open.
   *
   * @param proxy the HTTP proxy to go through
   * @param hosts how to resolve its name
   */
  ProxyTunnel(Proxy proxy, HostLookup hosts) {
    this.proxy = (InetSocketAddress) proxy.address();
    this.hosts = hosts;
  }

  /** A connection to the proxy itself. */
  LimitedSocket toProxy() throws IOException {
    var address = hosts.address(proxy.getHostString());
    var connection = new LimitedSocket(Proxy.NO_PROXY);
    connection.connect(new InetSocketAddress(address, proxy.getPort()));
    return connection;
  }

  /**
   * A connection to a server behind the proxy.
   *
   * @throws SourceAnswer if the proxy refuses it
   * @throws IOException if the proxy cannot be reached
   */
  LimitedSocket open(URI server, int port) throws IOException {
    var authority = server.getHost() + ":" + port;
    var connection = toProxy();
    boolean open = false;
    try {
      var answer = connect(connection, authority, null);
      var realm = answer.getStatusCode() == PASSWORD_NEEDED ? realm(answer) : null;
      var password = realm == null ? null : password(server, realm);
      if (password != null) {
        connection.close();
        connection = toProxy();
        answer = connect(connection, authority, password);
      }
      if (answer.getStatusCode() / 100 != 2) {
        throw refusal(answer, realm != null && !mayTellPassword());
      }
      open = true;
      return connection;
    } finally {
      if (!open) {
        connection.close();
      }
    }
  }

  private SourceAnswer refusal(HttpAnswer answer, boolean passwordKept) {
    var refusal = SourceAnswer.of(who(), answer.getStatusCode(), answer.getReasonPhrase(), 0);
    return passwordKept
        ? refusal.advising(
            "the JVM keeps passwords from proxies unless it runs with -D" + DISABLED_SCHEMES + "=")
        : refusal;
  }

  private HttpAnswer connect(LimitedSocket connection, String authority, @Nullable String password)
      throws IOException {
    var request = new StringBuilder();
    request.append("CONNECT ").append(authority).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(authority).append("\r\n");
    if (password != null) {
      request.append("Proxy-Authorization: Basic ").append(password).append("\r\n");
    }
    request.append("\r\n");
    connection.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
    return new AnswerReader(who(), connection.getInputStream()).head();
  }

  private String who() {
    return "the proxy " + proxy.getHostString() + ":" + proxy.getPort();
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

  private @Nullable String password(URI server, String realm) throws IOException {
    if (!mayTellPassword()) {
      return null;
    }
    var url = server.toURL();
    var login =
        ApplicationCode.call(
            "the JVM's java.net.Authenticator",
            () ->
                Authenticator.requestPasswordAuthentication(
                    proxy.getHostString(),
                    proxy.getAddress(),
                    proxy.getPort(),
                    "http",
                    realm,
                    "basic",
                    url,
                    Authenticator.RequestorType.PROXY));
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
