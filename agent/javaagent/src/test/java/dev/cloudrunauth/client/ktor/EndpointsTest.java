package dev.cloudrunauth.client.ktor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ktor.client.engine.cio.CIOEngineConfig;
import io.ktor.client.engine.cio.ConnectionFactory;
import io.ktor.client.engine.cio.Endpoint;
import io.ktor.network.selector.ActorSelectorManager;
import java.net.InetSocketAddress;
import java.net.Proxy;
import kotlin.Unit;
import kotlin.coroutines.EmptyCoroutineContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndpointsTest {

  private static final String HOST = "orders-4fjx2k-uc.a.run.app";
  private static final String OTHER = "stock-4fjx2k-uc.a.run.app";
  private static final Proxy PROXY =
      new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example.com", 3128));

  @Test
  void theHostOfTheUrlIsVerifiedUnlessTheApplicationNamesAnother() throws Throwable {
    assertTrue(verifies(HOST, null, null, HOST));
    assertTrue(verifies(HOST, null, HOST, HOST));
    assertFalse(verifies(HOST, null, OTHER, HOST));
    assertFalse(verifies(HOST, null, "", HOST));
  }

  @Test
  void behindAProxyTheHostOfTheUrlIsVerifiedAndNotTheProxy() throws Throwable {
    assertTrue(verifies("proxy.example.com", PROXY, null, HOST));
    assertFalse(verifies("proxy.example.com", PROXY, "proxy.example.com", HOST));
  }

  /** From 3.6 on, the engine reads a host that is the beginning of another URL again. */
  @Test
  void aHostThatIsReadAgainIsNotTheOneThatIsVerified() throws Throwable {
    assertFalse(verifies("evil.example.com", null, null, "evil.example.com/." + HOST));
  }

  /** What TLS compares is what DNS says of an address. */
  @Test
  void noAddressIsVerified() throws Throwable {
    for (var address : new String[] {"127.0.0.1", "[::1]", "::1", ""}) {
      assertFalse(verifies(address, null, null, address), address);
    }
  }

  private static boolean verifies(
      String host, @Nullable Proxy proxy, @Nullable String serverName, String target)
      throws Throwable {
    var config = new CIOEngineConfig();
    config.getHttps().setServerName(serverName);
    try (var selector = new ActorSelectorManager(EmptyCoroutineContext.INSTANCE);
        var endpoint =
            new Endpoint(
                host,
                443,
                proxy,
                true,
                config,
                new ConnectionFactory(
                    selector, 1, 1, (own, address, options, next) -> Unit.INSTANCE),
                EmptyCoroutineContext.INSTANCE,
                () -> Unit.INSTANCE,
                null)) {
      var endpoints = Endpoints.of(endpoint);
      assertTrue(endpoints.isSecure(endpoint));
      return endpoints.verifies(endpoint, target);
    }
  }
}
