package com.example.shop;

import java.util.List;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestTemplate;

/** Asks each service by a plain {@code RestTemplate}. */
public class Application {

  public static void main(String[] arguments) {
    var template = new RestTemplate();
    for (var variable : List.of("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")) {
      var service = System.getenv(variable);
      try {
        var item = template.getForObject(service + "/items/{id}", Item.class, "1");
        System.out.println("GET " + service + " " + item.name());
      } catch (HttpClientErrorException.Forbidden e) {
        System.out.println("GET " + service + " refused");
      }
      try {
        var item = template.postForObject(service + "/items", new Item("2", "fork"), Item.class);
        System.out.println("POST " + service + " " + item.name());
      } catch (HttpClientErrorException.Forbidden e) {
        System.out.println("POST " + service + " refused");
      }
    }
  }
}
