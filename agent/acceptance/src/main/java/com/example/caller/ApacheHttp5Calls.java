package com.example.caller;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** Calls by Apache HttpClient 5, in a way that is the same from 5.0 on. */
final class ApacheHttp5Calls implements ClientCalls {

  private static final int CONNECTIONS = 500;

  private final CloseableHttpClient client =
      HttpClients.custom()
          .useSystemProperties()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .useSystemProperties()
                  .setMaxConnTotal(CONNECTIONS)
                  .setMaxConnPerRoute(CONNECTIONS)
                  .build())
          .addRequestInterceptorLast((request, entity, context) -> look(request))
          .addRequestInterceptorLast((request, entity, context) -> aim(request))
          .addExecInterceptorBefore(
              "MAIN_TRANSPORT",
              "look",
              (request, scope, chain) -> {
                var response = chain.proceed(request, scope);
                look(request);
                return response;
              })
          .build();

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
  public String make(Call call) throws IOException {
    var request = request(call);
    var line =
        client.execute(
            request,
            response -> {
              var entity = response.getEntity();
              var body = entity == null ? "" : EntityUtils.toString(entity);
              var start = response.getCode() + " HTTP_1_1";
              if (!Call.isTold(response.getCode())) {
                return start;
              }
              Map<String, List<String>> headers = new HashMap<>();
              for (var header : response.getHeaders()) {
                headers
                    .computeIfAbsent(
                        header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
              }
              return start + " " + Call.described(headers, body);
            });
    look(request);
    return line;
  }

  @Override
  public String cancelled(String way, String url) throws Exception {
    var request = request(Call.parse(way + " HTTP/1.1 GET " + url));
    return Impatient.ended(
        () -> client.execute(request, response -> "" + response.getCode()),
        thread -> request.abort());
  }

  private static HttpUriRequestBase request(Call call) {
    var request = new HttpUriRequestBase(call.method, URI.create(call.url));
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
}
