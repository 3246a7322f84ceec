package com.example.caller;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;
import reactor.util.Loggers;

/** Calls by Reactor Netty, in a way that is the same from 1.0 on. */
final class ReactorNettyCalls implements ClientCalls {

  private static final int CONNECTIONS = 500;
  private static final int WAITING = 10_000;

  /** Held, so that they are not collected together with their levels. */
  private static final List<Logger> SILENT = silent();

  private final ConnectionProvider connections =
      ConnectionProvider.builder("calls")
          .maxConnections(CONNECTIONS)
          .pendingAcquireMaxCount(WAITING)
          .build();
  private final HttpClient http1 = client(HttpProtocol.HTTP11);
  private final HttpClient http2 = client(HttpProtocol.H2, HttpProtocol.HTTP11);

  private static List<Logger> silent() {
    Loggers.useJdkLoggers();
    return List.of(NettyParts.silent("reactor"), NettyParts.silent("io.netty"));
  }

  private HttpClient client(HttpProtocol... protocols) {
    var client =
        HttpClient.create(connections)
            .protocol(protocols)
            .followRedirect(true)
            .doOnRequest((request, connection) -> NettyParts.look(request.requestHeaders()))
            .doAfterRequest((request, connection) -> NettyParts.look(request.requestHeaders()));
    var proxy = System.getProperty("https.proxyHost");
    return proxy == null
        ? client.resolver(DefaultAddressResolverGroup.INSTANCE)
        : client.proxy(
            spec ->
                spec.type(ProxyProvider.Proxy.HTTP)
                    .host(proxy)
                    .port(Integer.getInteger("https.proxyPort", 443)));
  }

  @Override
  public String make(Call call) throws Exception {
    try {
      if (call.mode.equals("reactorHandshake")) {
        return handshake(call);
      }
      var outcome = sent(call.isHttp2() ? http2 : http1, call);
      return String.valueOf(call.mode.equals("block") ? outcome.block() : outcome.toFuture().get());
    } catch (RuntimeException failure) {
      var cause = Exceptions.unwrap(failure);
      if (cause instanceof Exception) {
        throw (Exception) cause;
      }
      throw failure;
    }
  }

  private static String handshake(Call call) {
    return String.valueOf(
        HttpClient.create()
            .resolver(DefaultAddressResolverGroup.INSTANCE)
            .headers(headers -> add(call, headers))
            .websocket(WebsocketClientSpec.builder().build())
            .uri(call.url.replace("https:", "wss:"))
            .handle((in, out) -> Mono.just("101 handshake"))
            .onErrorResume(
                io.netty.handler.codec.http.websocketx.WebSocketHandshakeException.class,
                refused -> Mono.just(status(String.valueOf(refused.getMessage()))))
            .blockFirst());
  }

  /** What the exception says of it: {@code Invalid handshake response getStatus: 401 …}. */
  private static String status(String message) {
    return message.replaceAll("\\D*(\\d+).*", "$1") + " handshake";
  }

  private static Mono<String> sent(HttpClient client, Call call) {
    var channel = new CompletableFuture<Channel>();
    var request =
        client
            .headers(headers -> add(call, headers))
            .doOnResponse((response, connection) -> channel.complete(connection.channel()))
            .request(HttpMethod.valueOf(call.method))
            .uri(call.url);
    HttpClient.ResponseReceiver<?> receiver =
        call.hasBody() ? request.send(ByteBufMono.fromString(Mono.just(Call.BODY))) : request;
    return receiver.responseSingle(
        (response, body) ->
            body.asString()
                .defaultIfEmpty("")
                .map(
                    text -> {
                      int status = response.status().code();
                      var line =
                          status
                              + (channel.join() instanceof Http2StreamChannel
                                  ? " h2"
                                  : " http/1.1");
                      return Call.isTold(status)
                          ? line + " " + Call.described(map(response.responseHeaders()), text)
                          : line;
                    }));
  }

  /** A request waits for its token when its event loop has done what sends it. */
  @Override
  public String cancelled(String way, String url) throws Exception {
    var call = Call.parse(way + " GET " + url);
    var waits = new CountDownLatch(1);
    var client =
        (call.isHttp2() ? http2 : http1)
            .doOnRequest(
                (request, connection) ->
                    connection.channel().eventLoop().execute(waits::countDown));
    var response = sent(client, call).toFuture();
    waits.await();
    response.cancel(true);
    return response.isCancelled() ? "cancelled" : "not cancelled";
  }

  private static void add(Call call, HttpHeaders headers) {
    for (var header : call.headers) {
      headers.add(header[0], Call.value(header[1]));
    }
    if (call.hasBody()) {
      headers.set("Content-Type", Call.BODY_TYPE);
    }
  }

  private static Map<String, List<String>> map(HttpHeaders headers) {
    var map = NettyParts.map(headers);
    map.remove("x-http2-stream-id");
    return map;
  }

  @Override
  public void close() {
    SILENT.forEach(logger -> logger.setLevel(null));
    connections.dispose();
  }
}
