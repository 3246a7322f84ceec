package com.example.tenant;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.logging.LogLevel;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.ByteBufMono;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.transport.ProxyProvider;
import reactor.netty.transport.logging.AdvancedByteBufFormat;
import reactor.util.Loggers;

/** An application that calls by Reactor Netty, in a way that is the same from 1.0 on. */
public final class ReactorNettyApplication extends Application {

  private static final String WIRE = "wire";
  private static final String TOKEN = "earer eyJ";
  private static final int PIECE_BYTES = 10_000;

  /** Held, so that they are not collected together with their levels. */
  private final List<Logger> loggers = new ArrayList<>();

  private final Map<String, HttpClient> clients = new HashMap<>();
  private volatile boolean isHttp2;

  /** An application that has made no call yet. */
  public ReactorNettyApplication() {
    Loggers.useJdkLoggers();
    for (var name : List.of("reactor", "io.netty")) {
      var logger = Logger.getLogger(name);
      logger.setLevel(Level.OFF);
      loggers.add(logger);
    }
    loggers.add(HeaderLog.refuseTokens(WIRE));
    loggers.add(HeaderLog.refuseTokens("reactor.netty.http.client.h2"));
  }

  @Override
  void answer(Call call) {
    var client =
        clients
            .computeIfAbsent(call.protocol + call.options, unused -> client(call))
            .headers(headers -> add(call.headers, headers));
    try {
      if (call.mode.equals("socket")) {
        sightings.add("socket", String.valueOf(socket(client, call.url)));
        return;
      }
      var body = body(client, call);
      sightings.add(
          "body",
          String.valueOf(call.mode.equals("block") ? body.block() : body.toFuture().join()));
    } catch (RuntimeException failure) {
      var cause = Exceptions.unwrap(failure);
      sightings.add("failure", String.valueOf(cause.getCause() == null ? cause : cause.getCause()));
    }
  }

  private Mono<String> body(HttpClient client, Call call) {
    var request = client.request(HttpMethod.valueOf(call.method)).uri(call.url);
    HttpClient.ResponseReceiver<?> receiver = request;
    if (call.has("upload")) {
      receiver = request.send(stream());
    } else if (call.hasBody()) {
      receiver = request.send(ByteBufMono.fromString(Mono.just(Bodies.TEXT)));
    }
    return receiver.responseSingle(
        (response, content) -> {
          look("response.request", response);
          sightings.add(
              "response",
              response.status().code() + (isHttp2 ? " h2" : " http/1.1"),
              map(response.responseHeaders()));
          return content.asString(StandardCharsets.UTF_8).defaultIfEmpty("");
        });
  }

  private static ByteBufFlux stream() {
    return ByteBufFlux.fromString(
        Flux.range(0, Bodies.bytes().length / PIECE_BYTES)
            .map(
                piece ->
                    new String(
                        Bodies.bytes(),
                        piece * PIECE_BYTES,
                        PIECE_BYTES,
                        StandardCharsets.US_ASCII)));
  }

  private static @Nullable String socket(HttpClient client, String url) {
    return client
        .websocket()
        .uri(url.replace("https:", "wss:"))
        .handle(
            (in, out) ->
                out.sendString(Mono.just("hello")).then().thenMany(in.receive().asString()))
        .blockFirst();
  }

  private HttpClient client(Call call) {
    var client =
        HttpClient.create()
            .followRedirect(true)
            .wiretap(WIRE, LogLevel.DEBUG, AdvancedByteBufFormat.TEXTUAL)
            .doOnRequest((request, connection) -> prepare(call, request, connection))
            .doAfterRequest((request, connection) -> look("sent", request))
            .doOnRequestError((request, failure) -> look("failed", request))
            .doOnResponse((response, connection) -> look("answered", response))
            .doOnRedirect((response, connection) -> refuseTokens(response))
            .doOnChannelInit(
                (observer, channel, address) -> {
                  if (channel.pipeline().get(NettyPipeline.SslHandler) != null) {
                    channel
                        .pipeline()
                        .addAfter(NettyPipeline.SslHandler, "bytes", new ByteHandler());
                  }
                })
            .protocol(
                call.isHttp2()
                    ? new HttpProtocol[] {HttpProtocol.H2, HttpProtocol.HTTP11}
                    : new HttpProtocol[] {HttpProtocol.HTTP11});
    var port = call.option("proxy", "");
    return port.isEmpty()
        ? client.resolver(DefaultAddressResolverGroup.INSTANCE)
        : client.proxy(
            spec -> {
              var proxy =
                  spec.type(ProxyProvider.Proxy.HTTP)
                      .host("localhost")
                      .port(Integer.parseInt(port));
              if (call.has("authenticator")) {
                proxy.username("user").password(name -> "password");
              }
            });
  }

  private void prepare(Call call, HttpClientRequest request, Connection connection) {
    isHttp2 = connection.channel() instanceof Http2StreamChannel;
    for (var header : call.headers("app")) {
      request.header(header[0], header[1]);
    }
    if (call.has("expect")) {
      request.header("Expect", "100-continue");
    }
    look("prepared", request);
    connection.addHandlerLast("requests", new RequestHandler(call.headers("net")));
  }

  private static void add(List<String[]> some, HttpHeaders headers) {
    for (var header : some) {
      headers.add(header[0], header[1]);
    }
  }

  private void look(String where, HttpClientRequest request) {
    sightings.add(where, request.method() + " " + request.uri(), map(request.requestHeaders()));
  }

  private void look(String where, HttpClientResponse response) {
    sightings.add(where, response.method() + " " + response.uri(), map(response.requestHeaders()));
  }

  /** This happens on another thread than what comes next. */
  private static void refuseTokens(HttpClientResponse response) {
    if (response.requestHeaders().toString().contains(TOKEN)) {
      throw new IllegalStateException("the request of a redirect has a token");
    }
  }

  private static Map<String, List<String>> map(HttpHeaders headers) {
    var map = new HashMap<String, List<String>>();
    for (var header : headers.entries()) {
      map.computeIfAbsent(header.getKey(), name -> new ArrayList<>()).add(header.getValue());
    }
    return map;
  }

  /** A handler of the application's above the codec, which sets headers too. */
  private final class RequestHandler extends ChannelOutboundHandlerAdapter {

    private final List<String[]> headers;

    RequestHandler(List<String[]> headers) {
      this.headers = headers;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof HttpRequest) {
        var request = (HttpRequest) message;
        for (var header : headers) {
          request.headers().set(header[0], header[1]);
        }
        var unused =
            context
                .write(message, promise)
                .addListener(
                    done ->
                        sightings.add("written", done.isSuccess() + "", map(request.headers())));
      } else {
        var unused = context.write(message, promise);
      }
    }
  }

  /** A handler of the application's between the codec and TLS. */
  private static final class ByteHandler extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (((ByteBuf) message).toString(StandardCharsets.US_ASCII).contains(TOKEN)) {
        throw new IllegalStateException("a handler sees a token");
      }
      var unused = context.write(message, promise);
    }
  }
}
