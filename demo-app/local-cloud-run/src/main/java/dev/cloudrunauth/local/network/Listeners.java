package dev.cloudrunauth.local.network;

import dev.cloudrunauth.local.http.JettyHandler;
import dev.cloudrunauth.local.http.Recording;
import dev.cloudrunauth.local.http.WebServer;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** The ports of the stand-in, each a free one of the loopback address. Threads may share it. */
public final class Listeners implements AutoCloseable {

  private static final long IDLE_MILLIS = 300_000;
  private static final int ACCEPT_QUEUE = 1_024;

  private final Server server;
  private final ServerConnector https;
  private final ServerConnector http;
  private final ServerConnector proxy;
  private final ServerConnector strictProxy;
  private final Proxy tunnels;
  private final Clock clock;
  private final Certificates certificates;
  private final Handler.Sequence handlers;
  private final Map<String, IntSupplier> ownPorts = new HashMap<>();

  /**
   * Prepares the listeners; {@link #start} opens them.
   *
   * @param certificates for https
   * @param clock by which answers are dated
   * @param rawSites have ports of their own, to which the proxy leads
   */
  public Listeners(Certificates certificates, Clock clock, Map<String, RawSite> rawSites) {
    this.certificates = certificates;
    this.clock = clock;
    var threads = new QueuedThreadPool();
    threads.setName("local-cloud-run");
    threads.setDaemon(true);
    server = new Server(threads);
    https = connector(tls(certificates));
    http =
        connector(
            new HttpConnectionFactory(configuration()),
            new HTTP2CServerConnectionFactory(configuration()));
    proxy = connector(new HttpConnectionFactory(lenient(configuration())));
    rawSites.forEach((host, site) -> ownPorts.put(host, site::port));
    tunnels =
        new Proxy(host -> ownPorts.getOrDefault(host, this::httpsPort).getAsInt(), this::httpPort);
    strictProxy = connector(new HttpConnectionFactory(lenient(configuration())));
    handlers =
        new Handler.Sequence(
            new OnlyAt(proxy, tunnels), new OnlyAt(strictProxy, tunnels.forUsersOnly()));
    server.setHandler(handlers);
    ServerWebSocketContainer.ensure(server);
  }

  /** Gives a server a port of its own, in plain http, where nobody else answers. */
  public Port addHttp(WebServer webServer) {
    var port = new Port(connector(new HttpConnectionFactory(configuration())));
    handlers.addHandler(new OnlyAt(port.connector(), new JettyHandler(webServer, clock)));
    return port;
  }

  /** Gives a server a port of its own over TLS, to which the proxy leads those who want a host. */
  public Port addHttps(WebServer webServer, String host) {
    var port = new Port(connector(tls(certificates)));
    ownPorts.put(host, port::number);
    handlers.addHandler(new OnlyAt(port.connector(), new JettyHandler(webServer, clock)));
    return port;
  }

  /**
   * Adds servers that share the other ports, the first that can answers: over https, over http and,
   * in clear text, through the proxy.
   */
  public void share(WebServer... webServers) {
    for (var webServer : webServers) {
      handlers.addHandler(new JettyHandler(webServer, clock));
    }
  }

  /**
   * Opens all of them.
   *
   * @throws IllegalStateException if this machine does not let us listen
   */
  public void start() {
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("cannot listen on the loopback address", e);
    }
  }

  /** Returns the TLS port, where HTTP/1.1 and HTTP/2 are spoken. */
  public int httpsPort() {
    return https.getLocalPort();
  }

  /** Returns the port of plain http. */
  public int httpPort() {
    return http.getLocalPort();
  }

  /** Returns the port of the proxy. */
  public int proxyPort() {
    return proxy.getLocalPort();
  }

  /** Returns the port of a proxy that wants a user and a password. */
  public int strictProxyPort() {
    return strictProxy.getLocalPort();
  }

  /** Returns the record of CONNECT requests. */
  public Recording<Connect> connects() {
    return tunnels.connects();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop listening", e);
    }
  }

  private ServerConnector connector(ConnectionFactory... protocols) {
    var connector = new ServerConnector(server, 1, 1, protocols);
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    server.addConnector(connector);
    return connector;
  }

  private static ConnectionFactory[] tls(Certificates certificates) {
    var ssl = new SslContextFactory.Server();
    ssl.setSslContext(certificates.sslContext());
    var http1 = new HttpConnectionFactory(configuration());
    var http2 = new HTTP2ServerConnectionFactory(configuration());
    // Jetty takes a client that cancels many requests for an attacker; ours are tests.
    http2.setRateControlFactory(new RateControl.Factory() {});
    var alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(http1.getProtocol());
    return new ConnectionFactory[] {
      new SslConnectionFactory(ssl, alpn.getProtocol()), alpn, http2, http1
    };
  }

  /** Clients of old send CONNECT with a port, and a Host header without one. */
  private static HttpConfiguration lenient(HttpConfiguration configuration) {
    configuration.setHttpCompliance(
        configuration
            .getHttpCompliance()
            .with("lenient", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
    return configuration;
  }

  private static HttpConfiguration configuration() {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    // Ours comes from the stand-in's clock.
    configuration.setSendDateHeader(false);
    // Paths and header names are recorded as they were sent, however odd.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    configuration.setHeaderCacheCaseSensitive(true);
    return configuration;
  }

  /** Hands what comes in at one port to a handler, and leaves the rest to the next. */
  private static final class OnlyAt extends Handler.Wrapper {

    private final ServerConnector connector;

    OnlyAt(ServerConnector connector, Handler handler) {
      super(handler);
      this.connector = connector;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      return request.getConnectionMetaData().getConnector() == connector
          && super.handle(request, response, callback);
    }
  }
}
