package com.example.caller;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http2.HttpVersionPolicy;

/** Calls by the asynchronous Apache HttpClient 5. */
final class ApacheHttpAsync5Calls implements ClientCalls {

  private static final int CONNECTIONS = 500;

  private final CloseableHttpAsyncClient http1 = client(HttpVersionPolicy.FORCE_HTTP_1);
  private final CloseableHttpAsyncClient http2 = client(HttpVersionPolicy.NEGOTIATE);

  private static CloseableHttpAsyncClient client(HttpVersionPolicy policy) {
    PoolingAsyncClientConnectionManager connections = connections(policy);
    connections.setMaxTotal(CONNECTIONS);
    connections.setDefaultMaxPerRoute(CONNECTIONS);
    var client =
        HttpAsyncClients.custom()
            .useSystemProperties()
            .setConnectionManager(connections)
            .addRequestInterceptorLast((request, entity, context) -> look(request))
            .addRequestInterceptorLast((request, entity, context) -> aim(request))
            .build();
    client.start();
    return client;
  }

  private static PoolingAsyncClientConnectionManager connections(HttpVersionPolicy policy) {
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .useSystemProperties()
        .setDefaultTlsConfig(TlsConfig.custom().setVersionPolicy(policy).build())
        .build();
  }

  private static void look(HttpRequest request) {
    for (var header : request.getHeaders()) {
      if (header.getName().toLowerCase(Locale.ROOT).endsWith("authorization")) {
        Call.refuseToken(header.getValue());
      }
    }
  }

  private static void aim(HttpRequest request) {
    var target = request.getFirstHeader(Call.REQUEST_TARGET);
    if (target != null) {
      request.removeHeaders(Call.REQUEST_TARGET);
      request.setPath(target.getValue());
    }
  }

  @Override
  public String make(Call call) throws Exception {
    var request = request(call);
    var response = of(call).execute(request, nobody()).get();
    look(request);
    var version = response.getVersion();
    var line =
        response.getCode() + (version != null && version.getMajor() == 2 ? " h2" : " HTTP_1_1");
    if (!Call.isTold(response.getCode())) {
      return line;
    }
    Map<String, List<String>> headers = new HashMap<>();
    for (var header : response.getHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue());
    }
    var body = response.getBodyText();
    return line + " " + Call.described(headers, body == null ? "" : body);
  }

  private static FutureCallback<SimpleHttpResponse> nobody() {
    return new FutureCallback<>() {
      @Override
      public void completed(SimpleHttpResponse response) {}

      @Override
      public void failed(Exception failure) {}

      @Override
      public void cancelled() {}
    };
  }

  private CloseableHttpAsyncClient of(Call call) {
    return call.isHttp2() ? http2 : http1;
  }

  /** The way is the mode and the protocol. */
  @Override
  public String cancelled(String way, String url) throws Exception {
    var call = Call.parse(way + " GET " + url);
    var future = of(call).execute(request(call), nobody());
    return Impatient.ended(() -> String.valueOf(future.get()), thread -> future.cancel(true));
  }

  private static SimpleHttpRequest request(Call call) {
    var request = new SimpleHttpRequest(call.method, URI.create(call.url));
    for (var header : call.headers) {
      request.addHeader(header[0], Call.value(header[1]));
    }
    if (call.hasBody()) {
      request.setBody(Call.BODY, ContentType.parse(Call.BODY_TYPE));
    }
    return request;
  }

  @Override
  public void close() {
    try {
      http1.close();
      http2.close();
    } catch (IOException unlikely) {
      throw new IllegalStateException(unlikely);
    }
  }
}
