package com.example.application.load;

import java.io.IOException;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.http.HttpMessage;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Apache HttpClient, in a class of its own: not every application has it. */
final class ApacheClients {

  private ApacheClients() {}

  /** Makes a client: {@code apache5} or {@code apache4}, with {@code -async} or without. */
  static Clients.Call of(String name, boolean isHttp2, Token token) {
    return switch (name) {
      case "apache5" -> classic5(token);
      case "apache5-async" -> async5(isHttp2, token);
      case "apache4" -> classic4(token);
      case "apache4-async" -> async4(token);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Clients.Call classic5(Token token) {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(Clients.MOST_CONNECTIONS)
            .setMaxConnPerRoute(Clients.MOST_CONNECTIONS)
            .build();
    var http = HttpClients.custom().setConnectionManager(connections).build();
    return uri -> {
      var request = new HttpGet(uri);
      var value = token.headerValue(uri);
      if (value != null) {
        request.setHeader("Authorization", value);
      }
      return http.execute(
          request,
          response -> {
            EntityUtils.consume(response.getEntity());
            return response.getCode();
          });
    };
  }

  private static Clients.Call async5(boolean isHttp2, Token token) {
    var version = isHttp2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1;
    var http = isHttp2 ? HttpAsyncClients.customHttp2().build() : async5OverHttp1();
    http.start();
    return uri -> {
      var request = new SimpleHttpRequest("GET", uri);
      var value = token.headerValue(uri);
      if (value != null) {
        request.setHeader("Authorization", value);
      }
      var response = http.execute(request, null).get();
      return version.equals(response.getVersion()) ? response.getCode() : 0;
    };
  }

  private static CloseableHttpAsyncClient async5OverHttp1() {
    var connections =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setMaxConnTotal(Clients.MOST_CONNECTIONS)
            .setMaxConnPerRoute(Clients.MOST_CONNECTIONS)
            .setDefaultTlsConfig(
                TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
            .build();
    return HttpAsyncClients.custom().setConnectionManager(connections).build();
  }

  private static Clients.Call classic4(Token token) {
    var http =
        org.apache.http.impl.client.HttpClients.custom()
            .setMaxConnTotal(Clients.MOST_CONNECTIONS)
            .setMaxConnPerRoute(Clients.MOST_CONNECTIONS)
            .build();
    return uri -> {
      var request = new org.apache.http.client.methods.HttpGet(uri);
      authorize(request, token.headerValue(uri));
      try (var response = http.execute(request)) {
        return status(response);
      }
    };
  }

  private static Clients.Call async4(Token token) {
    var http =
        org.apache.http.impl.nio.client.HttpAsyncClients.custom()
            .setMaxConnTotal(Clients.MOST_CONNECTIONS)
            .setMaxConnPerRoute(Clients.MOST_CONNECTIONS)
            .build();
    http.start();
    return uri -> {
      var request = new org.apache.http.client.methods.HttpGet(uri);
      authorize(request, token.headerValue(uri));
      return status(http.execute(request, null).get());
    };
  }

  private static void authorize(HttpMessage request, @Nullable String value) {
    if (value != null) {
      request.setHeader("Authorization", value);
    }
  }

  private static int status(HttpResponse response) throws IOException {
    org.apache.http.util.EntityUtils.consume(response.getEntity());
    return response.getStatusLine().getStatusCode();
  }
}
