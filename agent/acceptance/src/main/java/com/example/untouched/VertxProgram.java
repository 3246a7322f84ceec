package com.example.untouched;

import com.example.vertx.VertxParts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** How Vert.x behaves, by what is the same from 4.5 on. */
public final class VertxProgram {

  private static final int CROWD = 20;
  private static final int SOON_MILLIS = 200;
  private static final int LATER_MILLIS = 2_000;

  private VertxProgram() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   */
  public static void main(String[] arguments) {
    try {
      probe(arguments);
    } catch (Throwable failure) {
      failure.printStackTrace();
      // The threads of Vert.x would keep the process.
      System.exit(1);
    }
    System.exit(0);
  }

  private static void probe(String[] arguments) throws Exception {
    var silent = VertxParts.silent();
    var vertx = VertxParts.vertx();
    var http1 = VertxParts.client(vertx, VertxParts.options(false));
    var http2 = VertxParts.client(vertx, VertxParts.options(true));
    var probes = new Probes(arguments);
    // The first call takes longer than some time-outs.
    VertxParts.get(text(http1, options(arguments[0] + "/hello")));
    VertxParts.get(text(http2, options(arguments[0] + "/hello")));
    make(probes, vertx, http1, "");
    make(probes, vertx, http2, ", HTTP/2");
    probes.make("multiplexing", (service, seen) -> crowd(vertx, service, seen));
    silent.forEach(logger -> logger.setLevel(null));
  }

  private static void make(Probes probes, Vertx vertx, HttpClient client, String protocol)
      throws InterruptedException {
    probes.make(
        "idleTimeout" + protocol,
        (service, seen) ->
            failure(
                text(client, options(service.url("/hang")).setIdleTimeout(LATER_MILLIS)), seen));
    probes.make(
        "idleTimeout while tokens are out" + protocol,
        (service, seen) -> {
          service.stopTokens();
          try {
            failure(text(client, options(service.url("/hang")).setIdleTimeout(SOON_MILLIS)), seen);
          } finally {
            service.resumeTokens();
          }
        });
    probes.make(
        "the answer breaks off" + protocol,
        (service, seen) -> failure(text(client, options(service.url("/broken"))), seen));
    probes.makeWhereNobodyListens(
        "connection refused" + protocol,
        (service, seen) -> failure(text(client, options(service.url("/hello"))), seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout" + protocol,
        (service, seen) ->
            failure(
                text(client, options(service.url("/hello")).setConnectTimeout(SOON_MILLIS)), seen));
    probes.make(
        "an unknown certificate" + protocol,
        (service, seen) ->
            failure(
                text(
                    VertxParts.client(
                        vertx,
                        VertxParts.options(!protocol.isEmpty()).setTrustOptions(trustNobody())),
                    options(service.url("/hello"))),
                seen));
    probes.make("threads" + protocol, (service, seen) -> threads(vertx, client, service, seen));
    probes.make("reset" + protocol, (service, seen) -> reset(client, service, seen));
    probes.make("pieces" + protocol, (service, seen) -> pieces(client, service, seen));
  }

  private static TrustOptions trustNobody() {
    return TrustOptions.wrap(TrustNobody.manager());
  }

  private static RequestOptions options(String url) {
    return new RequestOptions().setMethod(HttpMethod.valueOf("GET")).setAbsoluteURI(url);
  }

  private static Future<String> text(HttpClient client, RequestOptions options) {
    return client
        .request(options)
        .compose(HttpClientRequest::send)
        .compose(
            response -> response.body().map(body -> response.statusCode() + " " + body.toString()));
  }

  /** The class alone: messages name addresses. */
  private static void failure(Future<String> call, Seen seen) throws InterruptedException {
    try {
      seen.add(VertxParts.get(call));
    } catch (ExecutionException failure) {
      seen.add("fails", String.valueOf(failure.getCause()).replaceAll(":.*", ""));
    }
  }

  private static void threads(Vertx vertx, HttpClient client, Service service, Seen seen)
      throws ExecutionException, InterruptedException {
    for (var url : List.of(service.url("/hello"), service.url("/hello?again"))) {
      var done = new CompletableFuture<String>();
      vertx.runOnContext(
          nothing -> {
            var context = Vertx.currentContext();
            var unused =
                client
                    .request(options(url))
                    .compose(
                        request -> {
                          seen.add("request", Vertx.currentContext() == context);
                          return request.send();
                        })
                    .compose(
                        response -> {
                          seen.add("response", Vertx.currentContext() == context);
                          return response.body();
                        })
                    .onComplete(
                        body -> {
                          seen.add("body", Vertx.currentContext() == context);
                          done.complete(String.valueOf(body.result()));
                        });
          });
      seen.add("body", done.get());
    }
  }

  private static void reset(HttpClient client, Service service, Seen seen)
      throws ExecutionException, InterruptedException {
    var request = new CompletableFuture<HttpClientRequest>();
    var call =
        client
            .request(options(service.url("/wait")))
            .compose(
                begun -> {
                  request.complete(begun);
                  return begun.send();
                })
            .compose(HttpClientResponse::body)
            .map(Object::toString);
    service.awaitArrival();
    VertxParts.reset(request.join());
    failure(call, seen);
    service.release();
    seen.add(VertxParts.get(text(client, options(service.url("/hello")))));
  }

  /** Each is told of when it is written. */
  private static void pieces(HttpClient client, Service service, Seen seen)
      throws ExecutionException, InterruptedException {
    var call =
        client
            .request(options(service.url("/hello")).setMethod(HttpMethod.valueOf("POST")))
            .compose(
                request -> {
                  request.setChunked(true);
                  for (int i = 0; i < 3; i++) {
                    int piece = i;
                    var unused =
                        request.write("piece").onComplete(done -> seen.add("written " + piece));
                  }
                  var unused = request.end().onComplete(done -> seen.add("ended"));
                  return request.response();
                })
            .compose(response -> response.body().map(body -> response.statusCode() + " " + body));
    seen.add(VertxParts.get(call));
  }

  private static void crowd(Vertx vertx, Service service, Seen seen)
      throws ExecutionException, InterruptedException {
    var client = VertxParts.client(vertx, VertxParts.options(true));
    VertxParts.get(
        text(
            client,
            options(service.url("/hello"))
                .putHeader("Authorization", "none")
                .putHeader("X-Serverless-Authorization", "none")));
    var calls = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < CROWD; i++) {
      calls.add(VertxParts.future(text(client, options(service.url("/crowd?size=" + CROWD)))));
    }
    for (var call : calls) {
      call.get();
    }
    seen.add("answered " + calls.size());
  }
}
