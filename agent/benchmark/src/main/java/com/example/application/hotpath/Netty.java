package com.example.application.hotpath;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What all clients on Netty have in common with HTTP/1.1: a request is made, its connection's codec
 * and TLS handler write it into the void, and the codec reads a response. The measuring thread is
 * the event loop.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the method that sets them
public class Netty {

  /** Which request. */
  @Param("MISS")
  public Kind kind;

  /** Who adds the token. */
  @Param("FIXED")
  public Contestant contestant;

  private final Tokens tokens = new Tokens();
  private URI uri;
  private @Nullable String fixed;
  private NettyConnection connection;

  /** Opens the connection, and makes a call to see that the right header is written. */
  @Setup
  public void prepare() throws Exception {
    uri = URI.create(kind.url);
    if (kind.isHit && contestant == Contestant.FIXED) {
      fixed = tokens.headerValue(uri);
    }
    var head = "";
    // The agent's first token takes a moment, and no event loop waits for it.
    for (int i = 0; i < 100 && head.isEmpty(); i++) {
      close();
      connection = new NettyConnection(uri.getHost());
      head = connection.head(request());
      Thread.sleep(head.isEmpty() ? 50 : 0);
    }
    kind.check(head);
  }

  /** Closes the connection. */
  @TearDown
  public void close() {
    if (connection != null) {
      connection.close();
    }
  }

  /** Makes a request, sends it and gets its response. */
  @Benchmark
  public int send(Processor processor) throws IOException {
    processor.calls++;
    return connection.exchange(request());
  }

  private FullHttpRequest request() throws IOException {
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, "/v1/orders?page=2", Unpooled.EMPTY_BUFFER);
    var headers = request.headers();
    headers.set(HttpHeaderNames.HOST, uri.getHost());
    headers.set(HttpHeaderNames.ACCEPT, "application/json");
    if (kind.hasAuthorization) {
      headers.set(HttpHeaderNames.AUTHORIZATION, Kind.OWN_VALUE);
    }
    if (contestant == Contestant.BY_HAND) {
      headers.set(kind.tokenHeader(), tokens.headerValue(uri));
    } else if (fixed != null) {
      headers.set(kind.tokenHeader(), fixed);
    }
    return request;
  }
}
