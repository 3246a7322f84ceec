package com.example.jetty;

import static com.example.jetty.Reflection.anyType;
import static com.example.jetty.Reflection.call;
import static com.example.jetty.Reflection.has;
import static com.example.jetty.Reflection.make;
import static com.example.jetty.Reflection.type;

import java.net.URI;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A client that is the same from 9.4 to 12.1, although the types of Jetty's are not: its classes
 * have moved in 12, and its methods take others. Threads may share it.
 */
public final class JettyClient implements AutoCloseable {

  private static final String JETTY = "org.eclipse.jetty.";
  private static final String CONNECTOR = JETTY + "io.ClientConnector";
  private static final int CONNECTIONS = 500;

  /** Longer than a busy machine needs; a proxy has to answer {@code CONNECT} within it, too. */
  private static final long CONNECT_MILLIS = 60_000;

  private final Object client;

  /**
   * Whether a client that prefers HTTP/2 can make a call over it, or over HTTP/1.1 if a server
   * speaks that alone. One of 9.4 speaks HTTP/2 alone, and to its proxy too; one of 10 to 12.0
   * speaks it to a plain server to which a call over HTTP/2 is redirected.
   *
   * @param url what is called
   * @param hasProxy whether it goes through a proxy
   */
  public static boolean canPreferHttp2(String url, boolean hasProxy) {
    return !url.contains("=http%3A")
        && (has(CONNECTOR) || (!hasProxy && url.startsWith("https:") && !failsOverHttp2()));
  }

  /**
   * Whether it is the version whose calls over HTTP/2 fail now and then, with the agent and without
   * it: what it encodes does not fit its buffer, or is no valid block of headers.
   */
  private static boolean failsOverHttp2() {
    try {
      var version = String.valueOf(type(JETTY + "util.Jetty").getField("VERSION").get(null));
      return version.startsWith("9.4.15.");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A client that has been started, and follows redirects.
   *
   * @param isHttp2 whether it prefers HTTP/2; 9.4 speaks nothing else then
   */
  public JettyClient(boolean isHttp2) {
    this(isHttp2, null);
  }

  /**
   * The same.
   *
   * @param tls what it trusts, or {@code null} for what the JVM does
   */
  public JettyClient(boolean isHttp2, javax.net.ssl.@Nullable SSLContext tls) {
    client = has(CONNECTOR) ? made(isHttp2, tls) : madeOf94(isHttp2, tls);
    var threads = make(type(JETTY + "util.thread.QueuedThreadPool"));
    call(threads, "setName", "app-client");
    call(threads, "setDaemon", true);
    set("setExecutor", threads);
    set("setConnectTimeout", CONNECT_MILLIS);
    set("setFollowRedirects", true);
    set("setMaxConnectionsPerDestination", CONNECTIONS);
    set("setMaxRequestsQueuedPerDestination", 10 * CONNECTIONS);
    call(client, "start");
  }

  private static Object made(boolean isHttp2, javax.net.ssl.@Nullable SSLContext tls) {
    var connector = make(type(CONNECTOR));
    call(connector, "setSslContextFactory", trusting(tls));
    var http1 =
        anyType(
            JETTY + "client.transport.HttpClientConnectionFactory",
            JETTY + "client.http.HttpClientConnectionFactory");
    var factories =
        isHttp2
            ? new Object[] {connector, constant(http1, "HTTP11"), http2(connector)}
            : new Object[] {connector, constant(http1, "HTTP11")};
    var transport =
        anyType(
            JETTY + "client.transport.HttpClientTransportDynamic",
            JETTY + "client.dynamic.HttpClientTransportDynamic");
    return make(type(JETTY + "client.HttpClient"), make(transport, factories));
  }

  private static Object http2(Object connector) {
    var connections =
        anyType(
            JETTY + "http2.client.transport.ClientConnectionFactoryOverHTTP2",
            JETTY + "http2.client.http.ClientConnectionFactoryOverHTTP2");
    var http2 = make(type(JETTY + "http2.client.HTTP2Client"), connector);
    return make(type(connections.getName() + "$HTTP2"), http2);
  }

  private static Object madeOf94(boolean isHttp2, javax.net.ssl.@Nullable SSLContext tls) {
    var client = type(JETTY + "client.HttpClient");
    return isHttp2
        ? make(
            client,
            make(
                type(JETTY + "http2.client.http.HttpClientTransportOverHTTP2"),
                make(type(JETTY + "http2.client.HTTP2Client"))),
            trusting(tls))
        : make(client, trusting(tls));
  }

  private static Object trusting(javax.net.ssl.@Nullable SSLContext tls) {
    var factory =
        make(
            anyType(
                JETTY + "util.ssl.SslContextFactory$Client", JETTY + "util.ssl.SslContextFactory"));
    if (tls != null) {
      call(factory, "setSslContext", tls);
    }
    return factory;
  }

  private static Object constant(Class<?> type, String name) {
    try {
      return type.getField(name).get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void set(String setter, Object value) {
    call(client, setter, value);
  }

  /** How long it tries to connect, in milliseconds. */
  public JettyClient connectTimeout(long millis) {
    set("setConnectTimeout", millis);
    return this;
  }

  /** Has each call to a host wait until the connection to it is free. */
  public JettyClient oneConnection() {
    set("setMaxConnectionsPerDestination", 1);
    return this;
  }

  /** Has all calls go through a proxy. */
  @SuppressWarnings("unchecked")
  public JettyClient proxy(String host, int port) {
    var configuration = call(client, "getProxyConfiguration");
    var proxy = make(type(JETTY + "client.HttpProxy"), host, port);
    if (has(configuration, "addProxy", proxy)) {
      call(configuration, "addProxy", proxy);
    } else {
      ((Collection<Object>) call(configuration, "getProxies")).add(proxy);
    }
    return this;
  }

  /** Has the client log in, at a server or at a proxy. */
  public JettyClient login(String url, String realm, String user, String password) {
    var authentication =
        make(
            anyType(
                JETTY + "client.BasicAuthentication", JETTY + "client.util.BasicAuthentication"),
            URI.create(url),
            realm,
            user,
            password);
    call(call(client, "getAuthenticationStore"), "addAuthentication", authentication);
    return this;
  }

  /**
   * Has it return a response that asks for a password as it comes, although none is known. Of
   * challenges like those of Cloud Run, 12 makes a failure otherwise.
   */
  public JettyClient withoutLogin() {
    call(call(client, "getProtocolHandlers"), "remove", "www-authenticate");
    return this;
  }

  /** A request that is not sent yet. */
  public JettyRequest request(String method, String url) {
    return new JettyRequest(call(call(client, "newRequest", url), "method", method));
  }

  /**
   * Opens a WebSocket, sends a text, and waits for one.
   *
   * @throws ExecutionException if it cannot be opened
   */
  public String socket(String url) throws ExecutionException, InterruptedException {
    var received = new CompletableFuture<String>();
    var sockets = make(type(JETTY + "websocket.client.WebSocketClient"), client);
    call(sockets, "start");
    try {
      var opened =
          (Future<?>)
              call(
                  sockets,
                  "connect",
                  new JettySocket(received),
                  URI.create(url.replace("https:", "wss:")));
      var session = opened.get();
      if (has(session, "getRemote")) {
        call(call(session, "getRemote"), "sendString", "hello");
      } else {
        var done = type(JETTY + "websocket.api.Callback");
        call(session, "sendText", "hello", constant(done, "NOOP"));
      }
      return received.get();
    } finally {
      call(sockets, "stop");
    }
  }

  @Override
  public void close() {
    call(client, "stop");
  }
}
