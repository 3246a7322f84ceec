package com.example.shop;

import feign.FeignException;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.annotation.Bean;

/** Asks each service by a client that is declared for Spring Cloud OpenFeign. */
@SpringBootApplication
@EnableFeignClients
public class Application {

  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments).close();
  }

  @Bean
  CommandLineRunner shop(Items.Orders orders, Items.Stock stock, Items.Reviews reviews) {
    return arguments -> {
      ask("orders", orders);
      ask("stock", stock);
      ask("reviews", reviews);
    };
  }

  private static void ask(String service, Items items) {
    try {
      System.out.println("GET " + service + " " + items.get("1").name());
    } catch (FeignException.Forbidden e) {
      System.out.println("GET " + service + " refused");
    }
    try {
      System.out.println("POST " + service + " " + items.add(new Item("2", "fork")).name());
    } catch (FeignException.Forbidden e) {
      System.out.println("POST " + service + " refused");
    }
  }
}
