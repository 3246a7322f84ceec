package com.example.application.hotpath;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a client on Netty that discards what is written, and has a response at once. For
 * one thread.
 */
final class NettyConnection {

  private final ByteBuf response =
      Unpooled.unreleasableBuffer(
          Unpooled.copiedBuffer(
              "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", StandardCharsets.US_ASCII));
  private final Wire wire = new Wire();
  private final Answer answer = new Answer();
  private final EmbeddedChannel channel;
  private final ChannelHandlerContext tls;

  NettyConnection(String host) {
    var handler = new SslHandler(new VoidTlsEngine(host));
    channel = new EmbeddedChannel(wire, handler, new HttpClientCodec(), answer);
    tls = channel.pipeline().context(handler);
  }

  /** The head that is written for a request; empty if none is, or not at once. */
  String head(FullHttpRequest request) {
    var head = new StringBuilder();
    wire.recorded = head;
    boolean isWritten = channel.writeAndFlush(request).isDone();
    wire.recorded = null;
    if (isWritten) {
      answer();
    }
    return head.toString();
  }

  /**
   * Sends a request and gets its response.
   *
   * @return its status
   */
  int exchange(FullHttpRequest request) {
    check(channel.writeAndFlush(request).isDone());
    return answer();
  }

  private int answer() {
    answer.status = 0;
    tls.fireChannelRead(response.duplicate());
    check(answer.status != 0);
    return answer.status;
  }

  private static void check(boolean isDone) {
    if (!isDone) {
      throw new IllegalStateException("not the way that is to be measured");
    }
  }

  void close() {
    channel.close().syncUninterruptibly();
  }

  /** In place of the socket. */
  private static final class Wire extends ChannelOutboundHandlerAdapter {

    private @Nullable StringBuilder recorded;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (recorded != null) {
        recorded.append(((ByteBuf) message).toString(StandardCharsets.ISO_8859_1));
      }
      ReferenceCountUtil.release(message);
      promise.trySuccess();
    }
  }

  /** In place of the client above. */
  private static final class Answer extends ChannelInboundHandlerAdapter {

    private int status;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpResponse head) {
        status = head.status().code();
      }
      ReferenceCountUtil.release(message);
    }
  }
}
