package com.example.untouched;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.util.EntityUtils;

/** How Apache HttpAsyncClient 4.1 behaves. */
public final class ApacheHttpAsync4Program {

  private static final int CROWD = 20;
  private static final int SOON = 200;
  private static final int LATER = 2_000;

  private ApacheHttpAsync4Program() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   * @throws Exception if it is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    var probes = new Probes(arguments);
    var client = HttpAsyncClients.createSystem();
    client.start();
    probes.make("socketTimeout", (service, seen) -> hang(client, LATER, service, seen));
    probes.make(
        "socketTimeout while tokens are out",
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
          request.setConfig(RequestConfig.custom().setConnectTimeout(SOON).build());
          look(client.execute(request, null), seen);
        });
    probes.make("cancel", (service, seen) -> cancel(client, service, seen));
    probes.make("many at once", (service, seen) -> crowd(client, service, seen));
    System.exit(0);
  }

  private static HttpGet get(String url) {
    return new HttpGet(url);
  }

  private static void hang(CloseableHttpAsyncClient client, int millis, Service service, Seen seen)
      throws InterruptedException, IOException {
    var request = get(service.url("/hang"));
    request.setConfig(RequestConfig.custom().setSocketTimeout(millis).build());
    look(client.execute(request, null), seen);
  }

  /** The class alone of a failure: messages name addresses, and threads. */
  private static void look(Future<HttpResponse> future, Seen seen)
      throws InterruptedException, IOException {
    try {
      var response = future.get();
      seen.add(response.getStatusLine() + EntityUtils.toString(response.getEntity()));
    } catch (ExecutionException failure) {
      seen.add("fails", String.valueOf(failure.getCause()).split(":", 2)[0]);
    } catch (CancellationException cancelled) {
      seen.add("cancelled");
    }
  }

  private static void cancel(CloseableHttpAsyncClient client, Service service, Seen seen)
      throws InterruptedException, IOException {
    var future = client.execute(get(service.url("/wait")), null);
    service.awaitArrival();
    seen.add("cancel", future.cancel(true));
    look(future, seen);
    service.release();
    look(client.execute(get(service.url("/hello")), null), seen);
  }

  private static void crowd(CloseableHttpAsyncClient client, Service service, Seen seen)
      throws InterruptedException, IOException {
    var all = new ArrayList<Future<HttpResponse>>();
    for (int i = 0; i < CROWD; i++) {
      all.add(client.execute(get(service.url("/hello")), null));
    }
    for (var future : all) {
      look(future, seen);
    }
  }
}
