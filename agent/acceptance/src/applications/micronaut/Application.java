package com.example.shop;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.util.function.Supplier;

/** Asks each service by a declared client of Micronaut's, on the JDK's {@code HttpClient}. */
public class Application {

  public static void main(String[] arguments) {
    try (var context = ApplicationContext.run()) {
      ask("orders", context.getBean(Items.Orders.class));
      ask("stock", context.getBean(Items.Stock.class));
      ask("reviews", context.getBean(Items.Reviews.class));
    }
  }

  private static void ask(String service, Items items) {
    System.out.println("GET " + service + " " + answer(() -> items.get("1")));
    System.out.println("POST " + service + " " + answer(() -> items.add(new Item("2", "fork"))));
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
