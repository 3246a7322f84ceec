package com.example.untouched;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.Loggers;
import reactor.util.context.Context;

/** How Reactor Netty behaves, by what is the same from 1.0 on. */
public final class ReactorNettyProgram {

  private static final int CROWD = 20;
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration LATER = Duration.ofSeconds(2);

  private ReactorNettyProgram() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   * @throws Exception if it is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    // They log each failure, with its stack.
    Loggers.useJdkLoggers();
    var silent = List.of(Logger.getLogger("reactor"), Logger.getLogger("io.netty"));
    silent.forEach(logger -> logger.setLevel(Level.OFF));
    var probes = new Probes(arguments);
    var client = client();
    // The first call takes longer than some time-outs.
    client.get().uri(arguments[0] + "/hello").response().block();
    probes.make(
        "responseTimeout", (service, seen) -> responseTimeout(client, LATER, service, seen));
    probes.make(
        "responseTimeout while tokens are out",
        (service, seen) -> {
          service.stopTokens();
          try {
            responseTimeout(client, SOON, service, seen);
          } finally {
            service.resumeTokens();
          }
        });
    probes.make(
        "timeout while tokens are out",
        (service, seen) -> {
          service.stopTokens();
          try {
            failure(text(client, service.url("/hang")).timeout(SOON), seen);
          } finally {
            service.resumeTokens();
          }
        });
    probes.make(
        "the answer breaks off",
        (service, seen) -> failure(text(client, service.url("/broken")), seen));
    probes.make(
        "an unknown certificate",
        (service, seen) -> {
          var context = SslContextBuilder.forClient().trustManager(TrustNobody.manager()).build();
          failure(
              text(client.secure(spec -> spec.sslContext(context)), service.url("/hello")), seen);
        });
    probes.makeWhereNobodyListens(
        "connection refused",
        (service, seen) -> failure(text(client, service.url("/hello")), seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout",
        (service, seen) ->
            failure(
                text(
                    client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) SOON.toMillis()),
                    service.url("/hello")),
                seen));
    probes.make("a mapper that throws", ReactorNettyProgram::throwingMapper);
    probes.make("context and threads", ReactorNettyProgram::contextAndThreads);
    probes.make("dispose", ReactorNettyProgram::dispose);
    probes.make("multiplexing", ReactorNettyProgram::crowd);
    silent.forEach(logger -> logger.setLevel(null));
    System.exit(0);
  }

  private static HttpClient client() {
    return HttpClient.create().resolver(DefaultAddressResolverGroup.INSTANCE);
  }

  private static Mono<String> text(HttpClient client, String url) {
    return client
        .get()
        .uri(url)
        .responseSingle(
            (response, body) -> body.asString().map(text -> response.status().code() + text));
  }

  private static void responseTimeout(
      HttpClient client, Duration timeout, Service service, Seen seen) {
    failure(text(client.responseTimeout(timeout), service.url("/hang")), seen);
  }

  /** The class alone: messages name addresses. */
  private static void failure(Mono<String> call, Seen seen) {
    try {
      seen.add(String.valueOf(call.block()));
    } catch (RuntimeException failure) {
      seen.add("fails", Exceptions.unwrap(failure).getClass().getName());
    }
  }

  private static void throwingMapper(Service service, Seen seen) {
    var call =
        client()
            .get()
            .uri(service.url("/hello"))
            .responseSingle(
                (response, body) -> {
                  throw new IllegalStateException("the mapper's");
                })
            .cast(String.class);
    failure(call, seen);
  }

  private static void contextAndThreads(Service service, Seen seen) {
    var call =
        client()
            .doOnRequest((request, connection) -> seen.thread("doOnRequest"))
            .doAfterRequest((request, connection) -> seen.thread("doAfterRequest"))
            .doOnResponse((response, connection) -> seen.thread("doOnResponse"))
            .get()
            .uri(service.url("/hello"))
            .responseSingle(
                (response, body) ->
                    Mono.deferContextual(
                        context -> {
                          seen.add("context", context.get("key"));
                          seen.thread("responseSingle");
                          return body.asString();
                        }))
            .contextWrite(Context.of("key", "value"));
    seen.add(String.valueOf(call.block()));
  }

  private static void dispose(Service service, Seen seen) {
    var client = client();
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
    var connections = ConnectionProvider.builder("crowd").maxConnections(1).build();
    var client =
        HttpClient.create(connections)
            .resolver(DefaultAddressResolverGroup.INSTANCE)
            .protocol(HttpProtocol.H2);
    client
        .headers(
            headers ->
                headers.set("Authorization", "none").set("X-Serverless-Authorization", "none"))
        .get()
        .uri(service.url("/hello"))
        .response()
        .block();
    var answered =
        Flux.range(0, CROWD)
            .flatMap(call -> text(client, service.url("/crowd?size=" + CROWD)), CROWD)
            .count()
            .block();
    seen.add("answered " + answered);
  }
}
