package com.example.tenant;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call whose answer brings others along, which the server pushes. */
final class JdkPush {

  private JdkPush() {}

  static HttpResponse<String> send(HttpClient client, HttpRequest request, Sightings sightings)
      throws Exception {
    var pushed = new CopyOnWriteArrayList<CompletableFuture<HttpResponse<String>>>();
    var response =
        client
            .sendAsync(
                request,
                BodyHandlers.ofString(),
                (initiating, promised, acceptor) -> {
                  look("push.initiating", initiating, sightings);
                  look("push.promised", promised, sightings);
                  pushed.add(acceptor.apply(BodyHandlers.ofString()));
                })
            .get();
    for (var answer : pushed) {
      sightings.add("push.body", answer.get().body());
      look("push.request", answer.get().request(), sightings);
    }
    return response;
  }

  private static void look(String where, HttpRequest request, Sightings sightings) {
    sightings.add(where, request.method() + " " + request.uri(), request.headers().map());
  }
}
