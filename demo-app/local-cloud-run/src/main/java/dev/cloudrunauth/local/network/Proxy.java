package dev.cloudrunauth.local.network;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.cloudrunauth.local.http.Recording;
import dev.cloudrunauth.local.http.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ConnectHandler;
import org.eclipse.jetty.util.Callback;

/**
 * An HTTP proxy to which every host is this machine: it tunnels only to the stand-in's own ports.
 * Requests in clear text are left to the next handler, without another connection.
 */
final class Proxy extends ConnectHandler {

  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final String LOGIN =
      "Basic " + Base64.getEncoder().encodeToString("user:password".getBytes(US_ASCII));

  private final ToIntFunction<String> localPort;
  private final IntSupplier httpPort;
  private final Recording<Connect> connects;
  private final boolean forUsersOnly;

  /**
   * A proxy without a password.
   *
   * @param localPort which port a host is at that is asked for https
   * @param httpPort which port all are at that are asked for plain http: clients of Netty's tunnel
   *     that too
   */
  Proxy(ToIntFunction<String> localPort, IntSupplier httpPort) {
    this(localPort, httpPort, new Recording<>(), false);
  }

  private Proxy(
      ToIntFunction<String> localPort,
      IntSupplier httpPort,
      Recording<Connect> connects,
      boolean forUsersOnly) {
    this.localPort = localPort;
    this.httpPort = httpPort;
    this.connects = connects;
    this.forUsersOnly = forUsersOnly;
  }

  /** A proxy with the same record that answers 407 to those who do not log in. */
  Proxy forUsersOnly() {
    return new Proxy(localPort, httpPort, connects, true);
  }

  Recording<Connect> connects() {
    return connects;
  }

  @Override
  protected void handleConnect(
      Request request, Response response, Callback callback, String authority) {
    connects.add(new Connect(authority, Wire.headers(request)));
    super.handleConnect(request, response, callback, authority);
  }

  @Override
  protected boolean handleAuthentication(Request request, Response response, String address) {
    if (!forUsersOnly || LOGIN.equals(request.getHeaders().get("Proxy-Authorization"))) {
      return true;
    }
    response.getHeaders().put("Proxy-Authenticate", "Basic realm=\"local-cloud-run\"");
    return false;
  }

  @Override
  public boolean validateDestination(String host, int port) {
    return port == HTTPS || port == HTTP;
  }

  @Override
  protected InetSocketAddress newConnectAddress(String host, int port) {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(),
        port == HTTP ? httpPort.getAsInt() : localPort.applyAsInt(host.toLowerCase(Locale.ROOT)));
  }
}
