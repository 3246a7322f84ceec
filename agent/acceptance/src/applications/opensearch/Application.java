package com.example.shop;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.opensearch.client.Request;
import org.opensearch.client.Response;
import org.opensearch.client.ResponseException;
import org.opensearch.client.ResponseListener;
import org.opensearch.client.RestClient;

/** Asks each service by OpenSearch's low-level client, waiting and not waiting. */
public class Application {

  public static void main(String[] arguments) throws IOException, ParseException {
    for (var variable : List.of("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")) {
      var service = System.getenv(variable);
      var builder =
          RestClient.builder(HttpHost.create(URI.create(service)))
              .setHttpClientConfigCallback(client -> client.useSystemProperties());
      try (var client = builder.build()) {
        var get = new Request("GET", "/items/1");
        var post = new Request("POST", "/items");
        post.setJsonEntity("{\"id\":\"2\",\"name\":\"fork\"}");
        for (var request : List.of(get, post)) {
          var way = request.getMethod() + " " + service;
          System.out.println("performRequest " + way + " " + perform(client, request));
          System.out.println("performRequestAsync " + way + " " + performLater(client, request));
        }
      }
    }
  }

  private static String perform(RestClient client, Request request)
      throws IOException, ParseException {
    try {
      return name(client.performRequest(request));
    } catch (ResponseException e) {
      return refusal(e);
    }
  }

  private static String performLater(RestClient client, Request request)
      throws IOException, ParseException {
    var answer = new CompletableFuture<Response>();
    client.performRequestAsync(
        request,
        new ResponseListener() {
          @Override
          public void onSuccess(Response response) {
            answer.complete(response);
          }

          @Override
          public void onFailure(Exception failure) {
            answer.completeExceptionally(failure);
          }
        });
    try {
      return name(answer.join());
    } catch (CompletionException e) {
      return e.getCause() instanceof ResponseException refused ? refusal(refused) : e.toString();
    }
  }

  private static String name(Response response) throws IOException, ParseException {
    var text = EntityUtils.toString(response.getEntity());
    return text.strip().replaceFirst(".*\"name\": *\"(\\w+)\".*", "$1");
  }

  private static String refusal(ResponseException e) {
    int status = e.getResponse().getStatusLine().getStatusCode();
    return status == 403 ? "refused" : "" + status;
  }
}
