package dev.cloudrunauth.local.network;

import dev.cloudrunauth.local.http.Recording;
import dev.cloudrunauth.local.http.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
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

  private final ToIntFunction<String> localPort;
  private final Recording<Connect> connects = new Recording<>();

  Proxy(ToIntFunction<String> localPort) {
    this.localPort = localPort;
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
  public boolean validateDestination(String host, int port) {
    return port == HTTPS;
  }

  @Override
  protected InetSocketAddress newConnectAddress(String host, int port) {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), localPort.applyAsInt(host.toLowerCase(Locale.ROOT)));
  }
}
