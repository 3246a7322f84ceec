package dev.cloudrunauth.credentials;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** A selector of one proxy for everything, as {@code http.proxyHost} makes it. */
final class Always extends ProxySelector {

  private final List<Proxy> proxies;

  Always(int port) {
    proxies =
        List.of(
            new Proxy(
                Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
  }

  @Override
  public List<Proxy> select(URI uri) {
    return proxies;
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
