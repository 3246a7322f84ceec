package com.example.caller;

import java.io.IOException;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

/** Calls by Apache HttpClient 4, in a way that is the same from 4.3 on. */
final class ApacheHttp4Calls implements ClientCalls {

  private static final int CONNECTIONS = 500;

  private final CloseableHttpClient client =
      HttpClients.custom()
          .useSystemProperties()
          .setMaxConnTotal(CONNECTIONS)
          .setMaxConnPerRoute(CONNECTIONS)
          .addInterceptorLast(
              (org.apache.http.HttpRequestInterceptor)
                  (request, context) -> ApacheHttp4Messages.look(request))
          .addInterceptorLast(
              (org.apache.http.HttpRequestInterceptor)
                  (request, context) -> ApacheHttp4Messages.aim(request))
          .build();

  @Override
  public String make(Call call) throws IOException {
    var request = request(call);
    try (var response = client.execute(request)) {
      return ApacheHttp4Messages.told(request, response);
    }
  }

  @Override
  public String cancelled(String way, String url) throws Exception {
    var request = request(Call.parse(way + " HTTP/1.1 GET " + url));
    return Impatient.ended(
        () -> client.execute(request).getStatusLine().toString(), thread -> request.abort());
  }

  private static ApacheHttp4Messages.Request request(Call call) {
    return ApacheHttp4Messages.request(
        call, new StringEntity(Call.BODY, ContentType.parse(Call.BODY_TYPE)));
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
