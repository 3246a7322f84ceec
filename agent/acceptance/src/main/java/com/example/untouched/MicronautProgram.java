package com.example.untouched;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** How Micronaut's HTTP client behaves, by what is the same from 4.0 on. */
public final class MicronautProgram {

  private static final int CROWD = 20;
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration LATER = Duration.ofSeconds(2);

  private MicronautProgram() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   * @throws Exception if it is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    // They log each failure, with its stack.
    var silent = List.of(Logger.getLogger("io.micronaut"), Logger.getLogger("io.netty"));
    silent.forEach(logger -> logger.setLevel(Level.OFF));
    var probes = new Probes(arguments);
    try (var client = HttpClient.create(null, configuration())) {
      // The first call takes longer than some time-outs.
      text(client, arguments[0] + "/hello").block();
      make(probes, client);
    }
    silent.forEach(logger -> logger.setLevel(null));
    System.exit(0);
  }

  private static void make(Probes probes, HttpClient client) throws InterruptedException {
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
        "the answer breaks off",
        (service, seen) -> failure(text(client, service.url("/broken")), seen));
    probes.makeWhereNobodyListens(
        "connection refused",
        (service, seen) -> failure(text(client, service.url("/hello")), seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout",
        (service, seen) -> {
          var configuration = configuration();
          configuration.setConnectTimeout(SOON);
          failure(configuration, service.url("/hello"), seen);
        });
    probes.make("a mapper that throws", (service, seen) -> throwingMapper(client, service, seen));
    probes.make("context and threads", (service, seen) -> contextAndThreads(client, service, seen));
    probes.make("dispose", (service, seen) -> dispose(client, service, seen));
    probes.make("multiplexing", MicronautProgram::crowd);
  }

  private static DefaultHttpClientConfiguration configuration() {
    var configuration = new DefaultHttpClientConfiguration();
    configuration.setAlpnModes(List.of("http/1.1"));
    return configuration;
  }

  private static Mono<String> text(HttpClient client, String url) {
    return Mono.from(client.exchange(HttpRequest.GET(url), String.class))
        .map(response -> response.code() + response.getBody().orElse(""));
  }

  private static void readTimeout(Duration timeout, Service service, Seen seen) {
    var configuration = configuration();
    configuration.setReadTimeout(timeout);
    failure(configuration, service.url("/hang"), seen);
  }

  /** By a client of its own. */
  private static void failure(DefaultHttpClientConfiguration configuration, String url, Seen seen) {
    try (var client = HttpClient.create(null, configuration)) {
      failure(text(client, url), seen);
    }
  }

  /** The classes alone: messages name addresses. */
  private static void failure(Mono<String> call, Seen seen) {
    try {
      seen.add(String.valueOf(call.block()));
    } catch (RuntimeException failure) {
      var cause = Exceptions.unwrap(failure);
      seen.add("fails", cause.getClass().getName());
      seen.add("because of", cause.getCause() == null ? "" : cause.getCause().getClass().getName());
    }
  }

  private static void throwingMapper(HttpClient client, Service service, Seen seen) {
    var call =
        Mono.from(client.exchange(HttpRequest.GET(service.url("/hello")), String.class))
            .map(
                response -> {
                  throw new IllegalStateException("the mapper's");
                })
            .cast(String.class);
    failure(call, seen);
  }

  private static void contextAndThreads(HttpClient client, Service service, Seen seen) {
    var call =
        Mono.from(client.exchange(HttpRequest.GET(service.url("/hello")), String.class))
            .flatMap(
                response ->
                    Mono.deferContextual(
                        context -> {
                          seen.add("context", context.get("key"));
                          seen.thread("response");
                          return Mono.just(response);
                        }))
            .map(HttpResponse::code)
            .contextWrite(Context.of("key", "value"));
    seen.add("status", String.valueOf(call.block()));
  }

  private static void dispose(HttpClient client, Service service, Seen seen) {
    var cancelled = new CountDownLatch(1);
    var call =
        text(client, service.url("/wait")).doOnCancel(cancelled::countDown).subscribe(seen::add);
    service.awaitArrival();
    call.dispose();
    seen.add("disposed", call.isDisposed());
    service.release();
    seen.add(String.valueOf(text(client, service.url("/hello")).block()));
  }

  private static void crowd(Service service, Seen seen) {
    var configuration = configuration();
    configuration.setAlpnModes(List.of("h2"));
    configuration.setReadTimeout(Duration.ofMinutes(1));
    try (var client = HttpClient.create(null, configuration)) {
      var first =
          HttpRequest.GET(service.url("/hello"))
              .header("Authorization", "none")
              .header("X-Serverless-Authorization", "none");
      // It may be refused: what counts is the connection.
      Mono.from(client.exchange(first)).onErrorComplete().block();
      var answered =
          Flux.range(0, CROWD)
              .flatMap(call -> text(client, service.url("/crowd?size=" + CROWD)), CROWD)
              .count()
              .block();
      seen.add("answered " + answered);
    }
  }
}
