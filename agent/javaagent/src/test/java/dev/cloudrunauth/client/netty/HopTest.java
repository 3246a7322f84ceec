package dev.cloudrunauth.client.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.instrumentation.Authorizers;
import dev.cloudrunauth.instrumentation.ConfigurationWait;
import dev.cloudrunauth.instrumentation.Library;
import dev.cloudrunauth.token.ManualTime;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/** A request that waits. */
class HopTest {

  private static final long LIMIT_MILLIS = 1_000;

  private final ManualTime time = new ManualTime();
  private final Authorizers authorizers =
      new Authorizers(
          new ConfigurationWait(() -> time, () -> OnFailure.PASS_THROUGH, LIMIT_MILLIS));
  private final DefaultEventExecutor loop = new DefaultEventExecutor();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final DefaultFullHttpRequest request =
      new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.copyInt(1));
  private final DefaultChannelPromise promise =
      new DefaultChannelPromise(channel, GlobalEventExecutor.INSTANCE);

  @Test
  void isAbandonedWhenItsEventLoopHasBeenShutDown() throws Throwable {
    park();
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();

    time.pass(LIMIT_MILLIS);

    assertTrue(promise.await(10, TimeUnit.SECONDS));
    assertInstanceOf(ClosedChannelException.class, promise.cause());
    assertEquals(0, request.refCnt());
    assertNull(channel.readOutbound());
  }

  @SuppressWarnings("deprecation") // The loop of an embedded channel cannot be shut down.
  private void park() throws Throwable {
    channel.pipeline().addLast(loop, "codec", new HttpRequestEncoder());
    var netty = Netty.of(EmbeddedChannel.class);
    var hop =
        new Hop(
            authorizers.of(Library.woven("client", "client", "none", "a/Client")),
            netty,
            Connection.of(netty, new EmbeddedChannel(new SslHandler(tls()))),
            channel.pipeline().context("codec"),
            channel,
            request);
    Objects.requireNonNull(hop.begin()).accept(promise);
  }

  private static SSLEngine tls() throws GeneralSecurityException {
    var engine = SSLContext.getDefault().createSSLEngine("orders.example.com", 443);
    engine.setUseClientMode(true);
    return engine;
  }
}
