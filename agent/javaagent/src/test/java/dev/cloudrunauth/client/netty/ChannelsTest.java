package dev.cloudrunauth.client.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.stream.ChunkedStream;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

/** What the agent does to the channel of a request that waits. */
class ChannelsTest {

  private static final int MANY = 1_000_000;

  private final EmbeddedChannel channel = new EmbeddedChannel(new ChunkedWriteHandler());
  private final Channels channels = Netty.of(EmbeddedChannel.class).channels;

  @Test
  void aBodyInPiecesIsNotReadWhileItsChannelIsUnwritable() throws Throwable {
    var body = new ByteArrayInputStream(new byte[MANY]);

    channels.setWritable(channel, false);
    var unused = channel.writeOneOutbound(new ChunkedStream(body));
    channel.flushOutbound();
    channel.runPendingTasks();

    assertFalse(channel.isWritable());
    assertEquals(MANY, body.available());

    channels.setWritable(channel, true);
    channel.runPendingTasks();

    assertTrue(channel.isWritable());
    assertEquals(0, body.available());
  }
}
