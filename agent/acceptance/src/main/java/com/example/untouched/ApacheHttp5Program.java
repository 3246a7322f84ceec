package com.example.untouched;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.SSLConnectionSocketFactory;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/** How Apache HttpClient 5 behaves, by what is the same from 5.0 on. */
@SuppressWarnings("deprecation") // 5.0 has no other way to set these
public final class ApacheHttp5Program {

  private static final int SOON = 200;
  private static final int LATER = 2_000;

  private ApacheHttp5Program() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   * @throws Exception if it is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    var probes = new Probes(arguments);
    var client = HttpClients.createSystem();
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
        (service, seen) -> look(client, new HttpGet(service.url("/broken")), seen));
    probes.make("an unknown certificate", ApacheHttp5Program::unknownCertificate);
    probes.makeWhereNobodyListens(
        "connection refused",
        (service, seen) -> failure(client, new HttpGet(service.url("/hello")), seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout",
        (service, seen) -> {
          var request = new HttpGet(service.url("/hello"));
          request.setConfig(
              RequestConfig.custom().setConnectTimeout(Timeout.ofMilliseconds(SOON)).build());
          failure(client, request, seen);
        });
    probes.make("an interceptor that throws", ApacheHttp5Program::throwingInterceptor);
    probes.make("the same request twice", (service, seen) -> twice(client, service, seen));
    probes.make("abort", (service, seen) -> abort(client, service, seen));
    System.exit(0);
  }

  private static void hang(CloseableHttpClient client, int millis, Service service, Seen seen)
      throws IOException {
    var request = new HttpGet(service.url("/hang"));
    request.setConfig(
        RequestConfig.custom().setResponseTimeout(Timeout.ofMilliseconds(millis)).build());
    failure(client, request, seen);
  }

  private static void look(CloseableHttpClient client, HttpGet request, Seen seen)
      throws IOException {
    seen.add(
        client.execute(
            request, response -> response.getCode() + EntityUtils.toString(response.getEntity())));
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
    var manager =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setSSLSocketFactory(new SSLConnectionSocketFactory(TrustNobody.context()))
            .build();
    try (var client = HttpClients.custom().setConnectionManager(manager).build()) {
      failure(client, new HttpGet(service.url("/hello")), seen);
    }
  }

  private static void throwingInterceptor(Service service, Seen seen) throws IOException {
    var builder =
        HttpClients.custom()
            .useSystemProperties()
            .addExecInterceptorBefore(
                "MAIN_TRANSPORT",
                "throw",
                (request, scope, chain) -> {
                  chain.proceed(request, scope).close();
                  throw new IllegalStateException("the interceptor's");
                });
    try (var client = builder.build()) {
      look(client, new HttpGet(service.url("/hello")), seen);
    }
  }

  private static void twice(CloseableHttpClient client, Service service, Seen seen)
      throws IOException {
    var body = "hello".getBytes(StandardCharsets.UTF_8);
    var request = new HttpPost(service.url("/hello"));
    request.setEntity(new ByteArrayEntity(body, ContentType.TEXT_PLAIN));
    for (int i = 0; i < 2; i++) {
      seen.add(client.execute(request, response -> "status " + response.getCode()));
      seen.add("headers", request.getHeaders().length);
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
