package dev.cloudrunauth.client.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslHandler;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Which target the connection of a channel has. */
class ConnectionTest {

  @Test
  void itsTargetIsThePeerThatTlsVerifies() throws Throwable {
    var connection = connection(tls("orders.example.com"), new HttpClientCodec());

    assertEquals("https", connection.scheme());
    assertEquals("orders.example.com", connection.host());
    assertEquals(443, connection.port());
  }

  @Test
  void aProxyThatSpeaksTlsItselfIsNotTheTarget() throws Throwable {
    var connection =
        connection(tls("proxy.example.com"), tls("orders.example.com"), new HttpClientCodec());

    assertEquals("orders.example.com", connection.host());
  }

  @Test
  void withoutTlsThereIsNoTarget() throws Throwable {
    var connection = connection(new HttpClientCodec());

    assertEquals("http", connection.scheme());
    assertNull(connection.host());
  }

  private static Connection connection(ChannelHandler... handlers) throws Throwable {
    var channel = new EmbeddedChannel(handlers);
    return Connection.of(Netty.of(EmbeddedChannel.class), channel);
  }

  private static SslHandler tls(String host) throws GeneralSecurityException {
    var engine = SSLContext.getDefault().createSSLEngine(host, 443);
    engine.setUseClientMode(true);
    return new SslHandler(engine);
  }
}
