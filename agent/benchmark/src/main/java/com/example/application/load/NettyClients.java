package com.example.application.load;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Objects;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Clients on Netty, in a class of their own: not every application has them. */
final class NettyClients {

  private NettyClients() {}

  /** Makes a client: {@code reactor-netty} or {@code vertx}. */
  static Clients.Call of(String name, boolean isHttp2, Token token) {
    return switch (name) {
      case "reactor-netty" -> reactorNetty(isHttp2, token);
      case "vertx" -> vertx(isHttp2, token);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Clients.Call reactorNetty(boolean isHttp2, Token token) {
    var protocol = isHttp2 ? HttpProtocol.H2 : HttpProtocol.HTTP11;
    var connections = ConnectionProvider.create("load", isHttp2 ? 1 : Clients.MOST_CONNECTIONS);
    var http =
        HttpClient.create(connections)
            .resolver(DefaultAddressResolverGroup.INSTANCE)
            .protocol(protocol)
            .secure();
    return uri -> {
      var value = token.headerValue(uri);
      var client =
          value == null
              ? http
              : http.headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, value));
      var status =
          client
              .get()
              .uri(uri)
              .responseSingle((response, body) -> body.asByteArray().thenReturn(response.status()))
              .block();
      return Objects.requireNonNull(status).code();
    };
  }

  private static Clients.Call vertx(boolean isHttp2, Token token) {
    var version = isHttp2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1;
    var options = new HttpClientOptions().setSsl(true).setProtocolVersion(version);
    options.setUseAlpn(isHttp2);
    var pool = new PoolOptions().setHttp1MaxSize(Clients.MOST_CONNECTIONS).setHttp2MaxSize(1);
    var vertx =
        Vertx.vertx(
            new VertxOptions()
                .setAddressResolverOptions(
                    new AddressResolverOptions()
                        .setHostsPath(System.getProperty("jdk.net.hosts.file"))));
    var http = vertx.createHttpClient(options, pool);
    return uri -> {
      var request = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(uri.toString());
      var value = token.headerValue(uri);
      if (value != null) {
        request.addHeader(HttpHeaderNames.AUTHORIZATION, value);
      }
      return http.request(request)
          .compose(sent -> sent.send())
          .compose(
              response ->
                  response
                      .body()
                      .map(body -> response.version() == version ? response.statusCode() : 0))
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    };
  }
}
