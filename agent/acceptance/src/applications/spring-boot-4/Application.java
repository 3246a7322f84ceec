package com.example.shop;

import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;
import org.springframework.web.service.registry.ImportHttpServices;

/** Asks each service by Spring's {@code RestClient}, {@code RestTemplate} and an HTTP interface. */
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
      RestClient.Builder builder,
      RestTemplateBuilder templates,
      HttpServiceProxyRegistry interfaces,
      Environment settings) {
    return arguments -> {
      for (var group : List.of("orders", "stock", "reviews")) {
        var service =
            settings.getRequiredProperty("spring.http.serviceclient." + group + ".base-url");
        ask("RestClient", service, new ByRestClient(builder.baseUrl(service).build()));
        var template = templates.rootUri(service).build();
        ask("RestTemplate", service, new ByRestTemplate(template));
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

  private record ByRestClient(RestClient client) implements Items {

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

  private record ByRestTemplate(RestTemplate template) implements Items {

    @Override
    public Item get(String id) {
      return template.getForObject("/items/{id}", Item.class, id);
    }

    @Override
    public Item add(Item item) {
      return template.postForObject("/items", item, Item.class);
    }
  }
}
