package com.example.shop;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.ws.rs.WebApplicationException;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks each service by a client of its own, waiting for the answer and not. */
@QuarkusMain
public class Application implements QuarkusApplication {

  @RestClient Items.Orders orders;
  @RestClient Items.Stock stock;
  @RestClient Items.Reviews reviews;

  @Override
  public int run(String... arguments) {
    ask("orders", orders);
    ask("stock", stock);
    ask("reviews", reviews);
    return 0;
  }

  private static void ask(String service, Items items) {
    print("GET " + service, () -> items.get("1"));
    print("GET later " + service, () -> items.getLater("1").await().indefinitely());
    print("POST " + service, () -> items.add(new Item("2", "fork")));
  }

  private static void print(String way, Supplier<Item> call) {
    System.out.println(way + " " + answer(call));
  }

  private static String answer(Supplier<Item> call) {
    try {
      return call.get().name();
    } catch (WebApplicationException e) {
      if (e.getResponse().getStatus() == 403) {
        return "refused";
      }
      throw e;
    }
  }
}
