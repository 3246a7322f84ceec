package com.example.untouched;

import com.example.ktor.KtorParts;
import io.ktor.client.HttpClient;
import io.ktor.client.statement.HttpResponse;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** How Ktor's CIO engine behaves, by what is the same from 2.3 on. */
public final class KtorProgram {

  private static final int CROWD = 20;
  private static final int SOON_MILLIS = 200;
  private static final int LATER_MILLIS = 2_000;

  private KtorProgram() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   * @throws Exception if the program fails
   */
  public static void main(String[] arguments) throws Exception {
    var probes = new Probes(arguments);
    try (var client = KtorParts.client(config -> {})) {
      // The first call takes longer than some time-outs.
      text(client, arguments[0] + "/hello").get();
      make(probes, client);
    }
  }

  private static void make(Probes probes, HttpClient client) throws InterruptedException {
    probes.make(
        "requestTimeout",
        (service, seen) -> {
          try (var hasty = hasty(LATER_MILLIS)) {
            failure(text(hasty, service.url("/hang")), seen);
          }
        });
    probes.make(
        "withTimeout",
        (service, seen) -> failure(inTime(client, service.url("/hang"), LATER_MILLIS), seen));
    probes.make(
        "withTimeout while tokens are out",
        (service, seen) -> {
          service.stopTokens();
          try {
            failure(inTime(client, service.url("/hang"), SOON_MILLIS), seen);
          } finally {
            service.resumeTokens();
          }
        });
    probes.make(
        "the answer breaks off",
        (service, seen) -> failure(text(client, service.url("/broken")), seen));
    probes.makeWhereNobodyListens(
        "connection refused",
        (service, seen) -> failure(text(client, service.url("/hello")), seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout",
        (service, seen) -> {
          try (var hasty =
              KtorParts.client(
                  config ->
                      KtorParts.engine(
                          config,
                          engine -> {
                            engine.getEndpoint().setConnectTimeout(SOON_MILLIS);
                            engine.getEndpoint().setConnectAttempts(1);
                          }))) {
            failure(text(hasty, service.url("/hello")), seen);
          }
        });
    probes.make(
        "an unknown certificate",
        (service, seen) -> {
          try (var strict =
              KtorParts.client(
                  config ->
                      KtorParts.engine(
                          config,
                          engine -> engine.getHttps().setTrustManager(TrustNobody.manager())))) {
            failure(text(strict, service.url("/hello")), seen);
          }
        });
    probes.make("cancel", (service, seen) -> cancel(client, service, seen));
    probes.make("a crowd", (service, seen) -> crowd(client, service, seen));
    probes.make("the request of a response", (service, seen) -> request(client, service, seen));
  }

  private static HttpClient hasty(long millis) {
    return KtorParts.client(
        config -> KtorParts.engine(config, engine -> engine.setRequestTimeout(millis)));
  }

  private static CompletableFuture<String> inTime(HttpClient client, String url, long millis) {
    return KtorParts.start(
            KtorParts.inTime(millis, KtorParts.sent(client, KtorParts.request("GET", url))))
        .thenApply(response -> "answered " + response.getStatus().getValue());
  }

  private static CompletableFuture<HttpResponse> response(HttpClient client, String url) {
    return KtorParts.start(KtorParts.sent(client, KtorParts.request("GET", url)));
  }

  private static CompletableFuture<String> text(HttpClient client, String url) {
    return response(client, url)
        .thenApply(
            response -> {
              try {
                return response.getStatus().getValue() + " " + KtorParts.text(response);
              } catch (InterruptedException unlikely) {
                throw new IllegalStateException(unlikely);
              }
            });
  }

  /** The class alone: messages name addresses. */
  private static void failure(CompletableFuture<String> call, Seen seen)
      throws InterruptedException {
    try {
      seen.add(call.get());
    } catch (ExecutionException failure) {
      seen.add("fails", String.valueOf(failure.getCause()).replaceAll(":.*", ""));
    }
  }

  private static void cancel(HttpClient client, Service service, Seen seen)
      throws ExecutionException, InterruptedException {
    var call = response(client, service.url("/wait"));
    service.awaitArrival();
    seen.add("cancelled", call.cancel(true));
    service.release();
    seen.add(text(client, service.url("/hello")).get());
  }

  private static void crowd(HttpClient client, Service service, Seen seen)
      throws ExecutionException, InterruptedException {
    var calls = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < CROWD; i++) {
      calls.add(text(client, service.url("/hello?" + i)));
    }
    for (var call : calls) {
      seen.add(call.get());
    }
  }

  private static void request(HttpClient client, Service service, Seen seen)
      throws ExecutionException, InterruptedException {
    var response = response(client, service.url("/hello")).get();
    seen.add("headers", response.getCall().getRequest().getHeaders().names());
    seen.add("thread", Thread.currentThread().getName());
  }
}
