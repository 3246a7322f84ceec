package com.example.tenant;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
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
import org.apache.http.entity.ContentType;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** An application that calls by Apache HttpClient 4, in a way that is the same from 4.3 on. */
public final class ApacheHttp4Application extends Application {

  private final HeaderLog log = new HeaderLog("org.apache.http.headers", sightings);
  private final Logger wire = HeaderLog.refuseTokens("org.apache.http.wire");
  private final Map<String, CloseableHttpClient> clients = new HashMap<>();
  private final Map<Call, HttpUriRequest> requests = new HashMap<>();

  /** An application that has made no call yet. */
  public ApacheHttp4Application() {}

  @Override
  void answer(Call call) throws Exception {
    var client = clients.computeIfAbsent(call.options.toString(), unused -> client(call));
    var request = requests.computeIfAbsent(call, ApacheHttp4Application::request);
    look("request before", request);
    var context = HttpClientContext.create();
    try (var response = client.execute(request, context)) {
      var status = response.getStatusLine();
      sightings.add(
          "response",
          status.getStatusCode() + " " + status.getProtocolVersion(),
          ApacheHttp4Messages.headers(response));
      var entity = response.getEntity();
      sightings.add("body", entity == null ? "" : EntityUtils.toString(entity));
    }
    look("request after", request);
    look("request of the context", context.getRequest());
    log.check();
    wire.setLevel(Level.ALL);
  }

  private CloseableHttpClient client(Call call) {
    var builder = HttpClients.custom().useSystemProperties();
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
    return builder.build();
  }

  private void observe(HttpClientBuilder builder) {
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
      return new InputStreamEntity(Bodies.stream(), type);
    }
    if (call.has("fixed")) {
      var body = Bodies.TEXT.getBytes(StandardCharsets.UTF_8);
      return new InputStreamEntity(new ByteArrayInputStream(body), body.length, type);
    }
    return new StringEntity(Bodies.TEXT, type);
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
