package dev.cloudrunauth.credentials;

import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocket;

/**
 * Speaks to Google's servers on the internet: OAuth, the Security Token Service, the IAM
 * Credentials API, and whoever else a credentials file names. It goes by the JVM's own settings:
 * proxies and their passwords, the trust store, the file of hosts.
 */
final class InternetTransport extends SocketTransport {

  private final int answerMillis;

  InternetTransport() {
    this(LimitedSocket.ANSWER_MILLIS);
  }

  /** Tests do not wait as long for an answer that does not come. */
  InternetTransport(int answerMillis) {
    this.answerMillis = answerMillis;
  }

  @Override
  String who(URI uri) {
    return uri.getRawAuthority();
  }

  @Override
  HttpAnswer accepted(String method, URI uri, HttpAnswer answer) throws TokenSourceException {
    if (answer.getStatusCode() != 200) {
      var refusal = SourceAnswer.of(who(uri), answer);
      throw refusal.status() == 403 ? ImpersonationUrl.advised(refusal, uri) : refusal;
    }
    if (method.equals("POST")) {
      JsonAnswer.check(who(uri), answer.text());
    }
    return answer;
  }

  @Override
  Route connect(URI uri) throws IOException {
    var selector = ProxySelector.getDefault();
    List<Proxy> proxies =
        selector == null ? Collections.singletonList(Proxy.NO_PROXY) : selector.select(uri);
    var last = new IOException("the JVM's proxy selector names no way to it");
    for (var proxy : proxies) {
      try {
        return connect(uri, proxy);
      } catch (IOException failure) {
        last = failure;
        if (selector != null && proxy.type() != Proxy.Type.DIRECT) {
          selector.connectFailed(uri, proxy.address(), failure);
        }
      }
    }
    throw last;
  }

  private Route connect(URI uri, Proxy proxy) throws IOException {
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    boolean speaksToProxy = proxy.type() == Proxy.Type.HTTP && !tls;
    LimitedSocket connection;
    if (speaksToProxy) {
      connection = ProxyTunnel.toProxy(proxy, answerMillis);
    } else if (proxy.type() == Proxy.Type.HTTP) {
      connection = ProxyTunnel.open(proxy, uri, port, answerMillis);
    } else {
      connection = new LimitedSocket(proxy, answerMillis);
      // A SOCKS proxy resolves the name itself.
      connection.connect(
          proxy.type() == Proxy.Type.SOCKS
              ? InetSocketAddress.createUnresolved(uri.getHost(), port)
              : new InetSocketAddress(uri.getHost(), port));
    }
    return new Route(
        connection, tls ? secured(connection, uri.getHost(), port) : connection, speaksToProxy);
  }

  private static Socket secured(LimitedSocket connection, String host, int port)
      throws IOException {
    try {
      var factory = HttpsURLConnection.getDefaultSSLSocketFactory();
      var socket = (SSLSocket) factory.createSocket(connection, host, port, true);
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (IOException failure) {
      connection.close();
      throw failure;
    }
  }
}
