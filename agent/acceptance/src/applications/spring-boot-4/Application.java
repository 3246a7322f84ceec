package com.example.shop;

import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;
import org.springframework.web.service.registry.ImportHttpServices;

/** Asks each service by Spring's {@code RestClient}, and by an HTTP interface. */
@SpringBootApplication
@ImportHttpServices(group = "orders", types = Items.class)
@ImportHttpServices(group = "stock", types = Items.class)
@ImportHttpServices(group = "reviews", types = Items.class)
public class Application {

  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments);
  }

  @Bean
  CommandLineRunner shop(
      RestClient.Builder builder, HttpServiceProxyRegistry interfaces, Environment settings) {
    return arguments -> {
      for (var group : List.of("orders", "stock", "reviews")) {
        var service =
            settings.getRequiredProperty("spring.http.serviceclient." + group + ".base-url");
        ask("RestClient", service, new Asked(builder.baseUrl(service).build()));
        ask("HTTP interface", service, interfaces.getClient(group, Items.class));
      }
    };
  }

  private static void ask(String way, String service, Items items) {
    try {
      System.out.println(way + " GET " + service + " " + items.get("1").name());
    } catch (HttpClientErrorException.Forbidden e) {
      System.out.println(way + " GET " + service + " refused");
    }
    try {
      System.out.println(way + " POST " + service + " " + items.add(new Item("2", "fork")).name());
    } catch (HttpClientErrorException.Forbidden e) {
      System.out.println(way + " POST " + service + " refused");
    }
  }

  /** The same by hand. */
  private record Asked(RestClient client) implements Items {

    @Override
    public Item get(String id) {
      return client.get().uri("/items/{id}", id).retrieve().body(Item.class);
    }

    @Override
    public Item add(Item item) {
      return client
          .post()
          .uri("/items")
          .contentType(MediaType.APPLICATION_JSON)
          .body(item)
          .retrieve()
          .body(Item.class);
    }
  }
}
