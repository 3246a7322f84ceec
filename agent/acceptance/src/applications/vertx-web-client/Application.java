package com.example.shop;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.Json;
import io.vertx.core.net.ProxyOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.util.List;

/** Asks each service by Vert.x's {@code WebClient}. */
public final class Application {

  private static final int FORBIDDEN = 403;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final WebClient client;

  private Application(Vertx vertx) {
    var proxy =
        new ProxyOptions()
            .setHost(System.getProperty("https.proxyHost"))
            .setPort(Integer.getInteger("https.proxyPort"));
    client = WebClient.create(vertx, new WebClientOptions().setProxyOptions(proxy));
  }

  public static void main(String[] arguments) throws Exception {
    // A busy machine takes seconds to load what the first call needs, of which Vert.x would warn.
    var vertx = Vertx.vertx(new VertxOptions().setMaxEventLoopExecuteTime(MINUTE_NANOS));
    var application = new Application(vertx);
    for (var service : List.of("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")) {
      print("GET " + service, application.get(System.getenv(service)));
      print("POST " + service, application.post(System.getenv(service)));
    }
    wait(vertx.close());
  }

  private Future<String> get(String url) {
    return client.getAbs(url + "/items/1").as(BodyCodec.string()).send().map(Application::answer);
  }

  private Future<String> post(String url) {
    return client
        .postAbs(url + "/items")
        .as(BodyCodec.string())
        .sendJson(new Item("2", "fork"))
        .map(Application::answer);
  }

  private static String answer(HttpResponse<String> response) {
    return response.statusCode() == FORBIDDEN
        ? "refused"
        : Json.decodeValue(response.body(), Item.class).name();
  }

  private static void print(String way, Future<String> answer) throws Exception {
    System.out.println(way + " " + wait(answer));
  }

  private static <T> T wait(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get();
  }
}
