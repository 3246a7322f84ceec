package com.example.tenant;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What the applications of Netty's clients have in common. */
final class NettyParts {

  private NettyParts() {}

  static Map<String, List<String>> map(HttpHeaders headers) {
    var map = new HashMap<String, List<String>>();
    for (var header : headers.entries()) {
      map.computeIfAbsent(header.getKey(), name -> new ArrayList<>()).add(header.getValue());
    }
    return map;
  }

  /** A handler of the application's above the codec, which sets headers too. */
  static final class RequestHandler extends ChannelOutboundHandlerAdapter {

    private final List<String[]> headers;
    private final BiConsumer<HttpRequest, Boolean> written;

    /**
     * A handler.
     *
     * @param headers what it sets
     * @param written is told of each request, and whether it was written
     */
    RequestHandler(List<String[]> headers, BiConsumer<HttpRequest, Boolean> written) {
      this.headers = headers;
      this.written = written;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof HttpRequest) {
        var request = (HttpRequest) message;
        headers.forEach(header -> request.headers().set(header[0], header[1]));
        var unused =
            context
                .write(message, promise.unvoid())
                .addListener(done -> written.accept(request, done.isSuccess()));
      } else {
        var unused = context.write(message, promise);
      }
    }
  }

  /** A handler of the application's between the codec and TLS. */
  static final class ByteHandler extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof ByteBuf
          && ((ByteBuf) message).toString(StandardCharsets.US_ASCII).contains(HeaderLog.TOKEN)) {
        throw new IllegalStateException("a handler sees a token");
      }
      var unused = context.write(message, promise);
    }
  }
}
