package com.example.tenant;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.entity.ContentType;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.impl.nio.conn.PoolingNHttpClientConnectionManager;
import org.apache.http.impl.nio.reactor.DefaultConnectingIOReactor;
import org.apache.http.nio.conn.NoopIOSessionStrategy;
import org.apache.http.nio.conn.SchemeIOSessionStrategy;
import org.apache.http.nio.conn.ssl.SSLIOSessionStrategy;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.apache.http.nio.entity.NStringEntity;
import org.apache.http.nio.reactor.IOReactorException;
import org.apache.http.util.EntityUtils;

/** An application that calls by Apache HttpAsyncClient 4.1. */
public final class ApacheHttpAsync4Application extends Application {

  private final HeaderLog log = new HeaderLog("org.apache.http.headers", sightings);
  private final Logger wire = HeaderLog.refuseTokens("org.apache.http.wire");
  private final Map<String, CloseableHttpAsyncClient> clients = new HashMap<>();
  private final List<PoolingNHttpClientConnectionManager> pools = new ArrayList<>();
  private final Map<Call, HttpUriRequest> requests = new HashMap<>();

  /** An application that has made no call yet. */
  public ApacheHttpAsync4Application() {}

  @Override
  void answer(Call call) throws Exception {
    var client = clients.get(call.options.toString());
    if (client == null) {
      client = client(call);
      clients.put(call.options.toString(), client);
    }
    var request = requests.computeIfAbsent(call, ApacheHttpAsync4Application::request);
    look("request before", request);
    var context = HttpClientContext.create();
    var response = client.execute(request, context, null).get(5, TimeUnit.SECONDS);
    var status = response.getStatusLine();
    sightings.add(
        "response",
        status.getStatusCode() + " " + status.getProtocolVersion(),
        ApacheHttp4Messages.headers(response));
    var entity = response.getEntity();
    sightings.add("body", entity == null ? "" : EntityUtils.toString(entity));
    for (var pool : pools) {
      awaitRelease(pool);
    }
    look("request after", request);
    look("request of the context", context.getRequest());
    log.check();
    wire.setLevel(Level.ALL);
  }

  private CloseableHttpAsyncClient client(Call call) throws IOReactorException {
    var connections = connections();
    pools.add(connections);
    var builder = HttpAsyncClients.custom().useSystemProperties().setConnectionManager(connections);
    HttpRequestInterceptor looking = (request, context) -> look("request interceptor", request);
    builder.addInterceptorFirst(looking);
    // Inside of those that look.
    for (var header : call.headers("app")) {
      builder.addInterceptorFirst(ApacheHttp4Messages.setting(header));
    }
    for (var header : call.headers("net")) {
      builder.addInterceptorLast(ApacheHttp4Messages.setting(header));
    }
    builder.addInterceptorLast(looking);
    observe(builder);
    if (call.has("authenticator")) {
      var credentials = new BasicCredentialsProvider();
      var password = new UsernamePasswordCredentials("user", "password");
      credentials.setCredentials(AuthScope.ANY, password);
      builder.setDefaultCredentialsProvider(credentials);
    }
    var proxy = call.option("proxy", "");
    if (!proxy.isEmpty()) {
      builder.setProxy(new HttpHost("localhost", Integer.parseInt(proxy)));
    }
    var client = builder.build();
    client.start();
    return client;
  }

  private static PoolingNHttpClientConnectionManager connections() throws IOReactorException {
    return new PoolingNHttpClientConnectionManager(
        new DefaultConnectingIOReactor(),
        RegistryBuilder.<SchemeIOSessionStrategy>create()
            .register("http", NoopIOSessionStrategy.INSTANCE)
            .register("https", SSLIOSessionStrategy.getSystemDefaultStrategy())
            .build());
  }

  /** A call has its response a little before the next can have the connection. */
  private static void awaitRelease(PoolingNHttpClientConnectionManager pool) {
    while (pool.getTotalStats().getLeased() > 0) {
      Thread.onSpinWait();
    }
  }

  private void observe(HttpAsyncClientBuilder builder) {
    builder.addInterceptorFirst(
        (org.apache.http.HttpResponseInterceptor)
            (response, context) ->
                look("response interceptor", HttpClientContext.adapt(context).getRequest()));
  }

  private void look(String where, HttpRequest request) {
    sightings.add(
        where, String.valueOf(request.getRequestLine()), ApacheHttp4Messages.headers(request));
  }

  private static HttpUriRequest request(Call call) {
    return ApacheHttp4Messages.request(call, entity(call));
  }

  private static HttpEntity entity(Call call) {
    var type = ContentType.APPLICATION_JSON;
    if (call.has("upload")) {
      var body = new NByteArrayEntity(Bodies.bytes(), type);
      body.setChunked(true);
      return body;
    }
    return new NStringEntity(Bodies.TEXT, type);
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
