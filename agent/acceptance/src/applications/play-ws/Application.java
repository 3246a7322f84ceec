package com.example.shop;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.SystemMaterializer;
import play.libs.ws.DefaultBodyReadables;
import play.libs.ws.DefaultBodyWritables;
import play.libs.ws.StandaloneWSClient;
import play.libs.ws.StandaloneWSResponse;
import play.libs.ws.ahc.AhcWSClientConfigFactory;
import play.libs.ws.ahc.StandaloneAhcWSClient;

/** Asks each service by Play's WS, which takes the JVM's proxy. */
public final class Application implements DefaultBodyReadables, DefaultBodyWritables {

  private static final int FORBIDDEN = 403;
  private static final Pattern NAME = Pattern.compile("\"name\" *: *\"(\\w+)\"");

  private final StandaloneWSClient client;

  private Application(StandaloneWSClient client) {
    this.client = client;
  }

  public static void main(String[] arguments) throws Exception {
    var system = ActorSystem.create();
    var configuration =
        AhcWSClientConfigFactory.forConfig(
            system.settings().config(), Application.class.getClassLoader());
    try (var client =
        StandaloneAhcWSClient.create(
            configuration, SystemMaterializer.get(system).materializer())) {
      var application = new Application(client);
      for (var service : List.of("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")) {
        print("GET " + service, application.get(System.getenv(service)));
        print("POST " + service, application.post(System.getenv(service)));
      }
    } finally {
      system.terminate();
    }
  }

  private CompletionStage<String> get(String url) {
    return client.url(url + "/items/1").get().thenApply(this::answer);
  }

  private CompletionStage<String> post(String url) {
    return client
        .url(url + "/items")
        .setContentType("application/json")
        .post(body("{\"id\":\"2\",\"name\":\"fork\"}"))
        .thenApply(this::answer);
  }

  private String answer(StandaloneWSResponse response) {
    if (response.getStatus() == FORBIDDEN) {
      return "refused";
    }
    var name = NAME.matcher(response.getBody(string()));
    if (!name.find()) {
      throw new IllegalStateException("not an item");
    }
    return name.group(1);
  }

  private static void print(String way, CompletionStage<String> answer) throws Exception {
    System.out.println(way + " " + answer.toCompletableFuture().get());
  }
}
