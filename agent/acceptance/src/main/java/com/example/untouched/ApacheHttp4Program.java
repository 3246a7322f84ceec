package com.example.untouched;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.http.HttpResponseInterceptor;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** How Apache HttpClient 4 behaves. */
public final class ApacheHttp4Program {

  private static final int SOON = 200;
  private static final int LATER = 2_000;

  private ApacheHttp4Program() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   * @throws Exception if it is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    var probes = new Probes(arguments);
    var client = HttpClients.createSystem();
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
        (service, seen) -> look(client, new HttpGet(service.url("/broken")), seen));
    probes.make("an unknown certificate", ApacheHttp4Program::unknownCertificate);
    probes.makeWhereNobodyListens(
        "connection refused",
        (service, seen) -> failure(client, new HttpGet(service.url("/hello")), seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout",
        (service, seen) -> {
          var request = new HttpGet(service.url("/hello"));
          request.setConfig(RequestConfig.custom().setConnectTimeout(SOON).build());
          failure(client, request, seen);
        });
    probes.make("an interceptor that throws", ApacheHttp4Program::throwingInterceptor);
    probes.make("the same request twice", (service, seen) -> twice(client, service, seen));
    probes.make("abort", (service, seen) -> abort(client, service, seen));
    System.exit(0);
  }

  private static void hang(CloseableHttpClient client, int millis, Service service, Seen seen) {
    var request = new HttpGet(service.url("/hang"));
    request.setConfig(RequestConfig.custom().setSocketTimeout(millis).build());
    failure(client, request, seen);
  }

  private static void look(CloseableHttpClient client, HttpGet request, Seen seen)
      throws IOException {
    try (var response = client.execute(request)) {
      seen.add(response.getStatusLine() + EntityUtils.toString(response.getEntity()));
    }
  }

  /** The class alone: messages name addresses, and threads. */
  private static void failure(CloseableHttpClient client, HttpGet request, Seen seen) {
    try {
      look(client, request, seen);
    } catch (IOException failure) {
      seen.add("fails", failure.getClass().getName());
    }
  }

  private static void unknownCertificate(Service service, Seen seen) throws Exception {
    try (var client =
        HttpClients.custom()
            .setSSLSocketFactory(new SSLConnectionSocketFactory(TrustNobody.context()))
            .build()) {
      failure(client, new HttpGet(service.url("/hello")), seen);
    }
  }

  private static void throwingInterceptor(Service service, Seen seen) throws IOException {
    HttpResponseInterceptor throwing =
        (response, context) -> {
          throw new IllegalStateException("the interceptor's");
        };
    try (var client =
        HttpClients.custom().useSystemProperties().addInterceptorLast(throwing).build()) {
      look(client, new HttpGet(service.url("/hello")), seen);
    }
  }

  private static void twice(CloseableHttpClient client, Service service, Seen seen)
      throws IOException {
    var request = new HttpPost(service.url("/hello"));
    request.setEntity(new ByteArrayEntity("hello".getBytes(StandardCharsets.UTF_8)));
    for (int i = 0; i < 2; i++) {
      try (var response = client.execute(request)) {
        seen.add(String.valueOf(response.getStatusLine()));
        seen.add("headers", request.getAllHeaders().length);
        EntityUtils.consume(response.getEntity());
      }
    }
  }

  private static void abort(CloseableHttpClient client, Service service, Seen seen)
      throws Exception {
    var request = new HttpGet(service.url("/wait"));
    // What the reading thread is told depends on how far the connection's end has come.
    var thread =
        new Thread(
            () -> {
              try {
                look(client, request, seen);
              } catch (IOException ended) {
                seen.add("aborted", request.isAborted());
              }
            });
    thread.start();
    service.awaitArrival();
    request.abort();
    thread.join();
    service.release();
    look(client, new HttpGet(service.url("/hello")), seen);
  }
}
