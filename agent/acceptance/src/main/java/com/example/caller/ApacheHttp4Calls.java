package com.example.caller;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.http.HttpRequest;
import org.apache.http.client.methods.HttpEntityEnclosingRequestBase;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** Calls by Apache HttpClient 4, in a way that is the same from 4.3 on. */
final class ApacheHttp4Calls implements ClientCalls {

  private static final int CONNECTIONS = 500;

  private final CloseableHttpClient client =
      HttpClients.custom()
          .useSystemProperties()
          .setMaxConnTotal(CONNECTIONS)
          .setMaxConnPerRoute(CONNECTIONS)
          .addInterceptorLast(
              (org.apache.http.HttpRequestInterceptor) (request, context) -> look(request))
          .addInterceptorLast(
              (org.apache.http.HttpRequestInterceptor) (request, context) -> aim(request))
          .build();

  private static void look(HttpRequest request) {
    for (var header : request.getAllHeaders()) {
      if (header.getName().toLowerCase(Locale.ROOT).endsWith("authorization")) {
        Call.refuseToken(header.getValue());
      }
    }
  }

  private static void aim(HttpRequest request) {
    var target = request.getFirstHeader(Call.REQUEST_TARGET);
    if (target != null) {
      request.removeHeaders(Call.REQUEST_TARGET);
      ((HttpRequestWrapper) request).setURI(URI.create(target.getValue()));
    }
  }

  @Override
  public String make(Call call) throws IOException {
    var request = request(call);
    try (var response = client.execute(request)) {
      var entity = response.getEntity();
      var body = entity == null ? "" : EntityUtils.toString(entity);
      look(request);
      int status = response.getStatusLine().getStatusCode();
      if (!Call.isTold(status)) {
        return status + " HTTP_1_1";
      }
      Map<String, List<String>> headers = new HashMap<>();
      for (var header : response.getAllHeaders()) {
        headers
            .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
            .add(header.getValue());
      }
      return status + " HTTP_1_1 " + Call.described(headers, body);
    }
  }

  @Override
  public String cancelled(String way, String url) throws Exception {
    var request = request(Call.parse(way + " HTTP/1.1 GET " + url));
    return Impatient.ended(
        () -> client.execute(request).getStatusLine().toString(), thread -> request.abort());
  }

  private static Request request(Call call) {
    var request = new Request(call.method, URI.create(call.url));
    for (var header : call.headers) {
      request.addHeader(header[0], Call.value(header[1]));
    }
    if (call.hasBody()) {
      request.setEntity(new StringEntity(Call.BODY, ContentType.parse(Call.BODY_TYPE)));
    }
    return request;
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException unlikely) {
      throw new IllegalStateException(unlikely);
    }
  }

  /** Of any method, with a body or without. */
  private static final class Request extends HttpEntityEnclosingRequestBase {

    private final String method;

    Request(String method, URI uri) {
      this.method = method;
      setURI(uri);
    }

    @Override
    public String getMethod() {
      return method;
    }
  }
}
