package com.example.application.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;

/** The clients, each with the connections that it has opened so far. */
final class Clients {

  static final int MOST_CONNECTIONS = 1_000;

  private Clients() {}

  /**
   * Makes a client: {@code java.net.http}, {@code okhttp}, or one of {@link ApacheClients}, {@link
   * NettyClients}, {@link JettyClients} or {@link GrpcClients}, with HTTP/1.1 or {@code h2}.
   *
   * @throws Exception if it does not start
   */
  static Call of(String name, String protocol, Token token) throws Exception {
    boolean isHttp2 = protocol.equals("h2");
    return switch (name) {
      case "java.net.http" -> javaNetHttp(isHttp2, token);
      case "okhttp" -> okHttp(isHttp2, token);
      case "reactor-netty", "vertx" -> NettyClients.of(name, isHttp2, token);
      case "jetty" -> JettyClients.of(isHttp2, token);
      case "grpc", "grpc-own", "grpc-miss" -> GrpcClients.of(name, token);
      default -> ApacheClients.of(name, isHttp2, token);
    };
  }

  private static Call javaNetHttp(boolean isHttp2, Token token) {
    var version = isHttp2 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
    var http = HttpClient.newBuilder().version(version).build();
    return uri -> {
      var request = HttpRequest.newBuilder(uri);
      var value = token.headerValue(uri);
      if (value != null) {
        request.header("Authorization", value);
      }
      var response = http.send(request.build(), BodyHandlers.ofByteArray());
      return response.version() == version ? response.statusCode() : 0;
    };
  }

  private static Call okHttp(boolean isHttp2, Token token) {
    var protocol = isHttp2 ? Protocol.HTTP_2 : Protocol.HTTP_1_1;
    var http =
        new OkHttpClient.Builder()
            .protocols(
                isHttp2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(MOST_CONNECTIONS, 1, TimeUnit.MINUTES))
            .build();
    return uri -> {
      var request = new Request.Builder().url(uri.toString());
      var value = token.headerValue(uri);
      if (value != null) {
        request.header("Authorization", value);
      }
      try (var response = http.newCall(request.build()).execute()) {
        response.body().bytes();
        return response.protocol() == protocol ? response.code() : 0;
      }
    };
  }

  /** Makes a GET request and waits for the whole answer. */
  @FunctionalInterface
  interface Call {

    /** Returns the status; 0 if it was not spoken what was asked for. */
    int get(URI uri) throws Exception;
  }
}
