package com.example.shop;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.client.StreamingHttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;

/**
 * Asks each service by a declared client of Micronaut's, and by its low-level one, on Netty; over
 * both also for items one by one.
 */
@Singleton
public class Application {

  private final Items.Orders declaredOrders;
  private final Items.Stock declaredStock;
  private final Items.Reviews declaredReviews;
  private final StreamingHttpClient orders;
  private final StreamingHttpClient stock;
  private final StreamingHttpClient reviews;

  Application(
      Items.Orders declaredOrders,
      Items.Stock declaredStock,
      Items.Reviews declaredReviews,
      @Client("orders") StreamingHttpClient orders,
      @Client("stock") StreamingHttpClient stock,
      @Client("reviews") StreamingHttpClient reviews) {
    this.declaredOrders = declaredOrders;
    this.declaredStock = declaredStock;
    this.declaredReviews = declaredReviews;
    this.orders = orders;
    this.stock = stock;
    this.reviews = reviews;
  }

  public static void main(String[] arguments) {
    try (var context = ApplicationContext.run()) {
      context.getBean(Application.class).ask();
    }
  }

  private void ask() {
    ask("orders", declaredOrders);
    ask("stock", declaredStock);
    ask("reviews", declaredReviews);
    ask("orders", orders);
    ask("stock", stock);
    ask("reviews", reviews);
  }

  private static void ask(String service, Items items) {
    print("GET " + service, () -> items.get("1"));
    print("GET stream " + service, () -> Flux.from(items.all()).blockLast());
    print("POST " + service, () -> items.add(new Item("2", "fork")));
  }

  private static void ask(String service, StreamingHttpClient client) {
    var get = HttpRequest.GET("/items/1");
    var post = HttpRequest.POST("/items", new Item("2", "fork"));
    print("GET blocking " + service, () -> client.toBlocking().retrieve(get, Item.class));
    print("POST blocking " + service, () -> client.toBlocking().retrieve(post, Item.class));
    print(
        "POST reactive " + service, () -> Flux.from(client.retrieve(post, Item.class)).blockLast());
    print("GET stream " + service, () -> Flux.from(client.jsonStream(get, Item.class)).blockLast());
  }

  private static void print(String way, Supplier<Item> call) {
    System.out.println(way + " " + answer(call));
  }

  private static String answer(Supplier<Item> call) {
    try {
      return call.get().name();
    } catch (HttpClientResponseException e) {
      if (e.getStatus() == HttpStatus.FORBIDDEN) {
        return "refused";
      }
      throw e;
    }
  }
}
