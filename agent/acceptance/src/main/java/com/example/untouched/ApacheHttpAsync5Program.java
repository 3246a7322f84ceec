package com.example.untouched;

import java.net.URI;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.util.Timeout;

/** How the asynchronous Apache HttpClient 5 behaves. */
@SuppressWarnings("deprecation") // of the connect time-out, which 5.2 has on the request alone
public final class ApacheHttpAsync5Program {

  private static final int CROWD = 20;
  private static final int SOON = 200;
  private static final int LATER = 2_000;

  private ApacheHttpAsync5Program() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   * @throws Exception if it is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    // It tries a stream again that was reset, even if the caller did that, and says so.
    Logger.getLogger("").setLevel(Level.WARNING);
    var probes = new Probes(arguments);
    // Over HTTP/2 it has no time-out for a response.
    var client = http1();
    var http2 = HttpAsyncClients.createHttp2System();
    http2.start();
    probes.make("responseTimeout", (service, seen) -> hang(client, LATER, service, seen));
    probes.make(
        "responseTimeout while tokens are out",
        (service, seen) -> {
          service.stopTokens();
          try {
            hang(client, SOON, service, seen);
          } finally {
            service.resumeTokens();
          }
        });
    probes.make(
        "the answer breaks off",
        (service, seen) -> look(client.execute(get(service.url("/broken")), null), seen));
    probes.makeWhereNobodyListens(
        "connection refused",
        (service, seen) -> look(client.execute(get(service.url("/hello")), null), seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout",
        (service, seen) -> {
          var request = get(service.url("/hello"));
          request.setConfig(
              RequestConfig.custom().setConnectTimeout(Timeout.ofMilliseconds(SOON)).build());
          look(client.execute(request, null), seen);
        });
    probes.make("cancel", (service, seen) -> cancel(client, service, seen));
    probes.make("cancel over HTTP/2", (service, seen) -> cancel(http2, service, seen));
    probes.make("many at once", (service, seen) -> crowd(http2, service, seen));
    System.exit(0);
  }

  private static CloseableHttpAsyncClient http1() {
    var connections =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .useSystemProperties()
            .setDefaultTlsConfig(
                TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
            .build();
    var client =
        HttpAsyncClients.custom().useSystemProperties().setConnectionManager(connections).build();
    client.start();
    return client;
  }

  private static SimpleHttpRequest get(String url) {
    return new SimpleHttpRequest("GET", URI.create(url));
  }

  private static void hang(CloseableHttpAsyncClient client, int millis, Service service, Seen seen)
      throws InterruptedException {
    var request = get(service.url("/hang"));
    request.setConfig(
        RequestConfig.custom().setResponseTimeout(Timeout.ofMilliseconds(millis)).build());
    look(client.execute(request, null), seen);
  }

  /** The class alone of a failure: messages name addresses, and threads. */
  private static void look(Future<SimpleHttpResponse> future, Seen seen)
      throws InterruptedException {
    try {
      var response = future.get();
      seen.add(response.getCode() + response.getBodyText());
    } catch (ExecutionException failure) {
      seen.add("fails", String.valueOf(failure.getCause()).split(":", 2)[0]);
    } catch (CancellationException cancelled) {
      seen.add("cancelled");
    }
  }

  private static void cancel(CloseableHttpAsyncClient client, Service service, Seen seen)
      throws InterruptedException {
    var future = client.execute(get(service.url("/wait")), null);
    service.awaitArrival();
    seen.add("cancel", future.cancel(true));
    look(future, seen);
    service.release();
    look(client.execute(get(service.url("/hello")), null), seen);
  }

  private static void crowd(CloseableHttpAsyncClient client, Service service, Seen seen)
      throws InterruptedException {
    var all = new ArrayList<Future<SimpleHttpResponse>>();
    for (int i = 0; i < CROWD; i++) {
      all.add(client.execute(get(service.url("/crowd?size=" + CROWD)), null));
    }
    for (var future : all) {
      look(future, seen);
    }
  }
}
