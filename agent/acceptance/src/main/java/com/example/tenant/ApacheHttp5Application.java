package com.example.tenant;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** An application that calls by Apache HttpClient 5, in a way that is the same from 5.0 on. */
public final class ApacheHttp5Application extends Application {

  private final HeaderLog log = new HeaderLog("org.apache.hc.client5.http.headers", sightings);
  private final Logger wire = HeaderLog.refuseTokens("org.apache.hc.client5.http.wire");
  private final Map<String, CloseableHttpClient> clients = new HashMap<>();
  private final Map<Call, HttpUriRequestBase> requests = new HashMap<>();

  /** An application that has made no call yet. */
  public ApacheHttp5Application() {}

  @Override
  void answer(Call call) throws Exception {
    var client = clients.computeIfAbsent(call.options.toString(), unused -> client(call));
    var request = requests.computeIfAbsent(call, ApacheHttp5Application::request);
    look("request before", request);
    var context = HttpClientContext.create();
    var body =
        client.execute(
            request,
            context,
            response -> {
              sightings.add(
                  "response", response.getCode() + " " + response.getVersion(), headers(response));
              var entity = response.getEntity();
              return entity == null ? "" : EntityUtils.toString(entity);
            });
    sightings.add("body", body);
    look("request after", request);
    look("request of the context", context.getRequest());
    log.check();
    wire.setLevel(Level.ALL);
  }

  private CloseableHttpClient client(Call call) {
    var builder = HttpClients.custom().useSystemProperties();
    observe(builder);
    // Inside of those that look.
    for (var header : call.headers("app")) {
      builder.addExecInterceptorBefore(
          "MAIN_TRANSPORT",
          "set " + header[0],
          (request, scope, chain) -> {
            request.setHeader(header[0], header[1]);
            return chain.proceed(request, scope);
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
    return builder.build();
  }

  private void observe(HttpClientBuilder builder) {
    HttpRequestInterceptor looking =
        (request, entity, context) -> look("request interceptor", request);
    builder.addRequestInterceptorFirst(looking);
    builder.addRequestInterceptorLast(looking);
    builder.addResponseInterceptorFirst(
        (response, entity, context) ->
            look("response interceptor", ((HttpClientContext) context).getRequest()));
    builder.addExecInterceptorBefore(
        "REDIRECT",
        "look first",
        (request, scope, chain) -> {
          look("chain before", request);
          var response = chain.proceed(request, scope);
          look("chain after", request);
          look("chain original", scope.originalRequest);
          return response;
        });
    builder.addExecInterceptorBefore(
        "MAIN_TRANSPORT",
        "look last",
        (request, scope, chain) -> {
          look("inner chain before", request);
          var response = chain.proceed(request, scope);
          look("inner chain after", request);
          return response;
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

  private static HttpUriRequestBase request(Call call) {
    var request = new HttpUriRequestBase(call.method, URI.create(call.url));
    for (var header : call.headers) {
      request.addHeader(header[0], header[1]);
    }
    if (call.has("expect")) {
      request.setConfig(RequestConfig.custom().setExpectContinueEnabled(true).build());
    }
    if (call.hasBody()) {
      request.setEntity(entity(call));
    }
    return request;
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
