package com.example.shop;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.List;
import org.apache.http.impl.client.HttpClients;
import org.jboss.resteasy.client.jaxrs.ResteasyClientBuilder;
import org.jboss.resteasy.client.jaxrs.engines.ApacheHttpClientEngine;

/** Asks each service by a proxy that RESTEasy makes of an interface. */
public class Application {

  public static void main(String[] arguments) {
    var engine = ApacheHttpClientEngine.create(HttpClients.createSystem());
    var builder = ((ResteasyClientBuilder) ClientBuilder.newBuilder()).httpEngine(engine);
    try (var client = builder.build()) {
      for (var variable : List.of("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")) {
        var service = System.getenv(variable);
        ask(service, client.target(service).proxy(Items.class));
      }
    }
  }

  private static void ask(String service, Items items) {
    try {
      System.out.println("GET " + service + " " + items.get("1").name());
    } catch (ForbiddenException e) {
      System.out.println("GET " + service + " refused");
    }
    try {
      System.out.println("POST " + service + " " + items.add(new Item("2", "fork")).name());
    } catch (ForbiddenException e) {
      System.out.println("POST " + service + " refused");
    }
  }
}
