package com.example.untouched;

import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderValues;
import io.helidon.webclient.api.WebClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

/** How Helidon's WebClient behaves, by what is the same from 4.0 on. */
public final class HelidonProgram {

  private static final int CROWD = 20;
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration LATER = Duration.ofSeconds(2);

  private HelidonProgram() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   * @throws Exception if it is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    var probes = new Probes(arguments);
    var client = WebClient.create();
    // The first call takes longer than some time-outs.
    text(client, arguments[0] + "/hello", "http/1.1");
    probes.make("readTimeout", (service, seen) -> readTimeout(LATER, service, seen));
    probes.make(
        "readTimeout while tokens are out",
        (service, seen) -> {
          service.stopTokens();
          try {
            readTimeout(SOON, service, seen);
          } finally {
            service.resumeTokens();
          }
        });
    probes.make(
        "the answer breaks off", (service, seen) -> failure(client, service.url("/broken"), seen));
    probes.make(
        "an unknown certificate",
        (service, seen) -> {
          var tls = Tls.builder().sslContext(TrustNobody.context()).build();
          failure(WebClient.builder().tls(tls).build(), service.url("/hello"), seen);
        });
    probes.makeWhereNobodyListens(
        "connection refused", (service, seen) -> failure(client, service.url("/hello"), seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout",
        (service, seen) ->
            failure(WebClient.builder().connectTimeout(SOON).build(), service.url("/hello"), seen));
    probes.make("threads", (service, seen) -> threads(client, service, seen));
    probes.make("multiplexing", HelidonProgram::crowd);
    System.exit(0);
  }

  private static String text(WebClient client, String url, String protocol) {
    try (var response = client.get().uri(URI.create(url)).protocolId(protocol).request()) {
      return response.status().code() + response.as(String.class);
    }
  }

  private static void readTimeout(Duration timeout, Service service, Seen seen) {
    failure(WebClient.builder().readTimeout(timeout).build(), service.url("/hang"), seen);
  }

  /** The classes alone: messages name addresses. */
  private static void failure(WebClient client, String url, Seen seen) {
    try {
      seen.add(text(client, url, "http/1.1"));
    } catch (RuntimeException failure) {
      var cause = failure.getCause();
      seen.add("fails", failure.getClass().getName());
      seen.add("because of", cause == null ? "" : cause.getClass().getName());
    }
  }

  private static void threads(WebClient client, Service service, Seen seen) {
    client
        .get(service.url("/hello"))
        .protocolId("http/1.1")
        .outputStream(
            out -> {
              seen.thread("outputStream");
              out.close();
            })
        .close();
  }

  private static void crowd(Service service, Seen seen) {
    var client = WebClient.builder().readTimeout(Duration.ofMinutes(1)).build();
    client
        .get(service.url("/hello"))
        .protocolId("h2")
        .headers(
            headers ->
                headers
                    .set(HeaderValues.create("Authorization", "none"))
                    .set(HeaderValues.create("X-Serverless-Authorization", "none")))
        .request()
        .close();
    var calls = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < CROWD; i++) {
      var call = new CompletableFuture<String>();
      calls.add(call);
      Thread.ofVirtual()
          .start(() -> call.complete(text(client, service.url("/crowd?size=" + CROWD), "h2")));
    }
    calls.forEach(CompletableFuture::join);
    seen.add("answered " + calls.size());
  }
}
