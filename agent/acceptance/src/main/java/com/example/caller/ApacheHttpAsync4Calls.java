package com.example.caller;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.apache.http.HttpResponse;
import org.apache.http.entity.ContentType;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.nio.entity.NStringEntity;
import org.jspecify.annotations.Nullable;

/** Calls by Apache HttpAsyncClient 4.1. */
final class ApacheHttpAsync4Calls implements ClientCalls {

  private static final int CONNECTIONS = 500;

  private final CloseableHttpAsyncClient client =
      HttpAsyncClients.custom()
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

  ApacheHttpAsync4Calls() {
    client.start();
  }

  @Override
  public String make(Call call) throws Exception {
    var request = request(call);
    return ApacheHttp4Messages.told(request, client.execute(request, null).get());
  }

  @Override
  public String cancelled(String way, String url) throws Exception {
    var request = request(Call.parse(way + " HTTP/1.1 GET " + url));
    var future = client.execute(request, null);
    return Impatient.ended(() -> outcome(future.get()), thread -> future.cancel(true));
  }

  /** Before 4.1.4, the future of a cancelled call has no response and no exception. */
  private static String outcome(@Nullable HttpResponse response) {
    if (response == null) {
      throw new CancellationException();
    }
    return response.getStatusLine().toString();
  }

  private static ApacheHttp4Messages.Request request(Call call) {
    return ApacheHttp4Messages.request(
        call, new NStringEntity(Call.BODY, ContentType.parse(Call.BODY_TYPE)));
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
