package com.example.untouched;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

/** The futures of {@code sendAsync}, and many of them at once. */
final class JdkFutures {

  private static final int CROWD = 20;

  private JdkFutures() {}

  static void make(Probes probes) throws Exception {
    for (var version : new Version[] {Version.HTTP_1_1, Version.HTTP_2}) {
      var at = " over " + version;
      probes.make("a future" + at, (service, seen) -> one(version, service, seen));
      probes.make("a future that is cancelled" + at, (s, seen) -> cancelled(version, s, seen));
      probes.make("futures that are completed" + at, (s, seen) -> completed(version, s, seen));
      probes.make("the order of answers" + at, (service, seen) -> order(version, service, seen));
    }
    probes.make("multiplexing", JdkFutures::crowd);
  }

  private static CompletableFuture<HttpResponse<String>> get(
      HttpClient client, Service service, String path) {
    return client.sendAsync(
        HttpRequest.newBuilder(service.uri(path)).build(), BodyHandlers.ofString());
  }

  private static void one(Version version, Service service, Seen seen) throws Exception {
    var future = get(JdkWay.client(version, null), service, "/wait");
    seen.add("class", future.getClass().getName());
    seen.add("is done", future.isDone());
    seen.add("dependents", future.getNumberOfDependents());
    var early = future.thenApply(HttpResponse::statusCode);
    seen.add("class of a dependent", early.getClass().getName());
    service.awaitArrival();
    seen.add("is done", future.isDone());
    service.release();
    seen.add("early", early.get());
    seen.add("late", future.thenApply(HttpResponse::statusCode).get());
    seen.add("is the same", future.get() == future.join());
    seen.add("exceptional", future.isCompletedExceptionally());
    seen.add("cancels", future.cancel(true));
    seen.add("body", future.get().body());
    seen.add("version", future.get().version());
  }

  private static void cancelled(Version version, Service service, Seen seen) throws Exception {
    var client = JdkWay.client(version, null);
    var future = get(client, service, "/wait");
    var dependent = future.handle((answer, failure) -> failure != null);
    service.awaitArrival();
    seen.add("cancels", future.cancel(true));
    // Whether it is cancelled or has failed is a race of the JDK's own.
    seen.add("dependent has failed", dependent.get());
    seen.add("is done", future.isDone());
    seen.add("exceptional", future.isCompletedExceptionally());
    service.release();
    seen.add("another", get(client, service, "/hello").get().statusCode());
  }

  private static void completed(Version version, Service service, Seen seen) throws Exception {
    var client = JdkWay.client(version, null);
    var first = get(client, service, "/wait");
    var second = get(client, service, "/wait");
    var third = get(client, service, "/wait");
    seen.add("completes", first.completeExceptionally(new IllegalStateException("ours")));
    second.obtrudeException(new IllegalStateException("ours too"));
    service.release();
    seen.add("third", third.get().statusCode());
    first
        .handle(
            (answer, failure) -> {
              seen.add("first", failure);
              return "";
            })
        .get();
    second
        .handle(
            (answer, failure) -> {
              seen.add("second", failure);
              return "";
            })
        .get();
  }

  private static void order(Version version, Service service, Seen seen) throws Exception {
    var client = JdkWay.client(version, null);
    var first = get(client, service, "/wait").thenRun(() -> seen.add("the first is answered"));
    var second = get(client, service, "/hello").thenRun(() -> seen.add("the second is answered"));
    second.get();
    service.release();
    first.get();
  }

  /** The service answers none before all of them have arrived. */
  private static void crowd(Service service, Seen seen) throws Exception {
    var client = JdkWay.opened(JdkWay.client(Version.HTTP_2, null), service);
    var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < CROWD; i++) {
      answers.add(get(client, service, "/crowd?size=" + CROWD));
    }
    for (var answer : answers) {
      seen.add(answer.get().body());
    }
  }
}
