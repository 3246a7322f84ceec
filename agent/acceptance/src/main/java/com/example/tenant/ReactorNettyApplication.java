package com.example.tenant;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
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
import java.util.stream.Stream;
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

  /** Over HTTP/2 the token itself is compressed in the bytes, and this name is not. */
  private static final String SERVERLESS = "x-serverless-authorization";

  private static final int PIECE_BYTES = 10_000;

  /** Held, so that they are not collected together with their levels. */
  private final List<Logger> loggers = new ArrayList<>();

  /** A log of its own: applications of other versions are in this JVM too. */
  private final String wire = "wire." + System.identityHashCode(this);

  private final Map<String, HttpClient> clients = new HashMap<>();
  private volatile boolean isHttp2;

  /** Whether the application itself sends a header of this name. */
  private volatile boolean hasServerless;

  /** An application that has made no call yet. */
  public ReactorNettyApplication() {
    Loggers.useJdkLoggers();
    for (var name : List.of("reactor", "io.netty")) {
      var logger = Logger.getLogger(name);
      logger.setLevel(Level.OFF);
      loggers.add(logger);
    }
    var bytes = HeaderLog.refuseTokens(wire);
    HeaderLog.refuse(bytes, line -> !hasServerless && line.contains(SERVERLESS));
    loggers.add(bytes);
    loggers.add(HeaderLog.refuseTokens("reactor.netty.http.client.h2"));
  }

  @Override
  void answer(Call call) {
    hasServerless =
        Stream.of(call.headers, call.headers("app"), call.headers("net"))
            .flatMap(List::stream)
            .anyMatch(header -> header[0].equalsIgnoreCase(SERVERLESS));
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
              NettyParts.map(response.responseHeaders()));
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
            .wiretap(wire, LogLevel.DEBUG, AdvancedByteBufFormat.TEXTUAL)
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
                        .addAfter(NettyPipeline.SslHandler, "bytes", new NettyParts.ByteHandler());
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
    connection.addHandlerLast(
        "requests",
        new NettyParts.RequestHandler(
            call.headers("net"),
            (sent, isWritten) ->
                sightings.add("written", isWritten + "", NettyParts.map(sent.headers()))));
  }

  private static void add(List<String[]> some, HttpHeaders headers) {
    for (var header : some) {
      headers.add(header[0], header[1]);
    }
  }

  private void look(String where, HttpClientRequest request) {
    sightings.add(
        where, request.method() + " " + request.uri(), NettyParts.map(request.requestHeaders()));
  }

  private void look(String where, HttpClientResponse response) {
    sightings.add(
        where, response.method() + " " + response.uri(), NettyParts.map(response.requestHeaders()));
  }

  /** This happens on another thread than what comes next. */
  private static void refuseTokens(HttpClientResponse response) {
    if (response.requestHeaders().toString().contains(HeaderLog.TOKEN)) {
      throw new IllegalStateException("the request of a redirect has a token");
    }
  }
}
