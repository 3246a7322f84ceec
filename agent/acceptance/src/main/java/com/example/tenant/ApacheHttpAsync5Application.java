package com.example.tenant;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;

/** An application that calls by the asynchronous Apache HttpClient 5. */
public final class ApacheHttpAsync5Application extends Application {

  private final HeaderLog log = new HeaderLog("org.apache.hc.client5.http.headers", sightings);
  private final Logger wire = HeaderLog.refuseTokens("org.apache.hc.client5.http.wire");
  private final Map<String, CloseableHttpAsyncClient> clients = new HashMap<>();
  private final List<PoolingAsyncClientConnectionManager> pools = new ArrayList<>();
  private final Map<Call, SimpleHttpRequest> requests = new HashMap<>();

  /** An application that has made no call yet. */
  public ApacheHttpAsync5Application() {}

  @Override
  void answer(Call call) throws Exception {
    var client = clients.computeIfAbsent(call.protocol + call.options, unused -> client(call));
    var request = requests.computeIfAbsent(call, ApacheHttpAsync5Application::request);
    look("request before", request);
    var context = HttpClientContext.create();
    var response =
        client
            .execute(producer(call, request), SimpleResponseConsumer.create(), context, null)
            .get(5, TimeUnit.SECONDS);
    sightings.add("response", response.getCode() + " " + protocol(response), headers(response));
    sightings.add("body", String.valueOf(response.getBodyText()));
    for (var pool : pools) {
      awaitRelease(pool);
    }
    look("request after", request);
    look("request of the context", context.getRequest());
    log.check();
    wire.setLevel(Level.ALL);
  }

  /** A call has its response a little before the next can have the connection. */
  private static void awaitRelease(PoolingAsyncClientConnectionManager pool) {
    while (pool.getTotalStats().getLeased() > 0) {
      Thread.onSpinWait();
    }
  }

  private static String protocol(SimpleHttpResponse response) {
    var version = response.getVersion();
    return version != null && version.getMajor() == 2 ? "h2" : "HTTP/1.1";
  }

  private CloseableHttpAsyncClient client(Call call) {
    var policy = call.isHttp2() ? HttpVersionPolicy.NEGOTIATE : HttpVersionPolicy.FORCE_HTTP_1;
    var connections = connections(policy);
    pools.add(connections);
    var builder = HttpAsyncClients.custom().useSystemProperties().setConnectionManager(connections);
    observe(builder);
    // Inside of those that look.
    for (var header : call.headers("app")) {
      builder.addExecInterceptorBefore(
          "MAIN_TRANSPORT",
          "set " + header[0],
          (request, producer, scope, chain, callback) -> {
            request.setHeader(header[0], header[1]);
            chain.proceed(request, producer, scope, callback);
          });
    }
    for (var header : call.headers("net")) {
      builder.addRequestInterceptorLast(
          (request, entity, context) -> request.setHeader(header[0], header[1]));
    }
    if (call.has("authenticator")) {
      var credentials = new BasicCredentialsProvider();
      var password = new UsernamePasswordCredentials("user", "password".toCharArray());
      credentials.setCredentials(new AuthScope(null, null, -1, null, null), password);
      builder.setDefaultCredentialsProvider(credentials);
    }
    var proxy = call.option("proxy", "");
    if (!proxy.isEmpty()) {
      builder.setProxy(new HttpHost("http", "localhost", Integer.parseInt(proxy)));
    }
    var client = builder.build();
    client.start();
    return client;
  }

  private static PoolingAsyncClientConnectionManager connections(HttpVersionPolicy policy) {
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .useSystemProperties()
        .setDefaultTlsConfig(TlsConfig.custom().setVersionPolicy(policy).build())
        .build();
  }

  private void observe(HttpAsyncClientBuilder builder) {
    HttpRequestInterceptor looking =
        (request, entity, context) -> look("request interceptor", request);
    builder.addRequestInterceptorFirst(looking);
    builder.addRequestInterceptorLast(looking);
    builder.addResponseInterceptorFirst(
        (response, entity, context) ->
            look("response interceptor", ((HttpClientContext) context).getRequest()));
    builder.addExecInterceptorBefore(
        "MAIN_TRANSPORT",
        "look last",
        (request, producer, scope, chain, callback) -> {
          look("inner chain", request);
          look("chain original", scope.originalRequest);
          chain.proceed(request, producer, scope, callback);
        });
  }

  private void look(String where, HttpRequest request) {
    sightings.add(where, request.getMethod() + " " + request.getPath(), headers(request));
  }

  private static Map<String, List<String>> headers(HttpMessage message) {
    var headers = new HashMap<String, List<String>>();
    for (var header : message.getHeaders()) {
      headers
          .computeIfAbsent(header.getName(), name -> new ArrayList<>())
          .add(String.valueOf(header.getValue()));
    }
    return headers;
  }

  private static SimpleHttpRequest request(Call call) {
    var request = new SimpleHttpRequest(call.method, URI.create(call.url));
    for (var header : call.headers) {
      request.addHeader(header[0], header[1]);
    }
    if (call.has("expect")) {
      request.setConfig(RequestConfig.custom().setExpectContinueEnabled(true).build());
    }
    if (call.hasBody()) {
      request.setBody(Bodies.TEXT, ContentType.APPLICATION_JSON);
    }
    return request;
  }

  private static AsyncRequestProducer producer(Call call, SimpleHttpRequest request) {
    return call.has("upload")
        ? new BasicRequestProducer(
            request,
            new BasicAsyncEntityProducer(Bodies.bytes(), ContentType.APPLICATION_JSON, true))
        : SimpleRequestProducer.create(request);
  }

  @Override
  public void close() {
    for (var client : clients.values()) {
      try {
        client.close();
      } catch (IOException unlikely) {
        throw new IllegalStateException(unlikely);
      }
    }
  }
}
