package com.example.shop;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import java.util.List;

/** Asks each service by Jersey's client, as it is. */
public class Application {

  public static void main(String[] arguments) {
    var client = ClientBuilder.newClient();
    for (var variable : List.of("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")) {
      var service = System.getenv(variable);
      try {
        var item = client.target(service).path("items/1").request().get(Item.class);
        System.out.println("GET " + service + " " + item.name());
      } catch (ForbiddenException e) {
        System.out.println("GET " + service + " refused");
      }
      try {
        var sent = Entity.json(new Item("2", "fork"));
        var item = client.target(service).path("items").request().post(sent, Item.class);
        System.out.println("POST " + service + " " + item.name());
      } catch (ForbiddenException e) {
        System.out.println("POST " + service + " refused");
      }
    }
    client.close();
  }
}
