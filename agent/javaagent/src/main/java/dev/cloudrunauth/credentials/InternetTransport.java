package dev.cloudrunauth.credentials;

import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Speaks to Google's servers on the internet: OAuth, the Security Token Service, the IAM
 * Credentials API, and whoever else a credentials file names. It goes by the JVM's own settings:
 * proxies and their passwords, the trust store, the file of hosts.
 */
final class InternetTransport extends SocketTransport {

  /** Where EC2 tells a machine who it is. ECS, Fargate and EKS tell a container elsewhere. */
  private static final Set<String> EC2 = Set.of("169.254.169.254", "[fd00:ec2::254]");

  private static final String ELSEWHERE_ON_AWS =
      "; on ECS, Fargate and EKS set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and"
          + " AWS_REGION, because Google's library does not read what a container gets there, or let"
          + " the credentials file name an executable that does";

  private final HostLookup hosts;

  InternetTransport() {
    this(HostLookup.OF_JVM);
  }

  /** Tests bring name servers of their own. */
  InternetTransport(HostLookup hosts) {
    this.hosts = hosts;
  }

  @Override
  String who(URI uri) {
    return uri.getRawAuthority();
  }

  @Override
  String where(URI uri) {
    return isEc2(uri) ? "EC2's metadata server at " + who(uri) : who(uri);
  }

  @Override
  String advice(URI uri) {
    return isEc2(uri) ? ELSEWHERE_ON_AWS : "";
  }

  private static boolean isEc2(URI uri) {
    return EC2.contains(uri.getHost());
  }

  @Override
  HttpAnswer accepted(String method, URI uri, HttpAnswer answer) throws TokenSourceException {
    if (answer.getStatusCode() != 200) {
      var refusal = SourceAnswer.of(who(uri), answer);
      throw ImpersonationUrl.advised(refusal, uri);
    }
    if (method.equals("POST")) {
      JsonAnswer.check(who(uri), answer.text());
    }
    return answer;
  }

  @Override
  Route connect(URI uri) throws IOException {
    // Addresses of this machine's own network, which no proxy elsewhere reaches.
    var selector = isEc2(uri) ? null : ProxySelector.getDefault();
    if (selector == null) {
      return connect(uri, Proxy.NO_PROXY);
    }
    var last = new IOException("the JVM's proxy selector names no way to it");
    for (var proxy : proxies(selector, uri)) {
      try {
        return connect(uri, proxy);
      } catch (IOException failure) {
        last = failure;
        if (Deadline.current().isOver()) {
          break;
        }
        if (proxy.type() != Proxy.Type.DIRECT) {
          tell(selector, uri, proxy, failure);
        }
      }
    }
    throw last;
  }

  private static List<Proxy> proxies(ProxySelector selector, URI uri) throws TokenSourceException {
    return ApplicationCode.call(
        "the JVM's proxy selector, " + selector.getClass().getName() + ",",
        () -> {
          var proxies = selector.select(uri);
          return proxies == null ? List.of() : List.copyOf(proxies);
        });
  }

  private static void tell(ProxySelector selector, URI uri, Proxy proxy, IOException failure) {
    try {
      ApplicationCode.call(
          "the JVM's proxy selector",
          () -> {
            selector.connectFailed(uri, proxy.address(), failure);
            return uri;
          });
    } catch (TokenSourceException itsOwnAffair) {
      // The next proxy may do.
    }
  }

  private Route connect(URI uri, Proxy proxy) throws IOException {
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    boolean speaksToProxy = proxy.type() == Proxy.Type.HTTP && !tls;
    var connection = connection(uri, proxy, port, speaksToProxy);
    boolean secured = false;
    try {
      var socket = tls ? TlsSocket.over(connection, uri.getHost(), port) : connection;
      secured = true;
      return new Route(connection, socket, speaksToProxy);
    } finally {
      if (!secured) {
        connection.close();
      }
    }
  }

  private LimitedSocket connection(URI uri, Proxy proxy, int port, boolean speaksToProxy)
      throws IOException {
    if (proxy.type() == Proxy.Type.HTTP) {
      var tunnel = new ProxyTunnel(proxy, hosts);
      return speaksToProxy ? tunnel.toProxy() : tunnel.open(uri, port);
    }
    InetSocketAddress server;
    if (proxy.type() == Proxy.Type.SOCKS) {
      // The proxy resolves the server's name; the JDK that of the proxy, which it knows then.
      hosts.address(((InetSocketAddress) proxy.address()).getHostString());
      server = InetSocketAddress.createUnresolved(uri.getHost(), port);
    } else {
      server = new InetSocketAddress(hosts.address(uri.getHost()), port);
    }
    var connection = new LimitedSocket(proxy);
    connection.connect(server);
    return connection;
  }
}
