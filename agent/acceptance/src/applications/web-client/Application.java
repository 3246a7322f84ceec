package com.example.shop;

import java.util.List;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.springframework.http.client.reactive.HttpComponentsClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks each service by Spring's {@code WebClient}, on Apache HttpClient. */
public class Application {

  public static void main(String[] arguments) throws Exception {
    try (var apache = HttpAsyncClients.createSystem()) {
      apache.start();
      var client =
          WebClient.builder()
              .clientConnector(new HttpComponentsClientHttpConnector(apache))
              .build();
      Flux.just("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")
          .map(System::getenv)
          .concatMap(service -> ask(client, service))
          .doOnNext(System.out::println)
          .blockLast();
    }
  }

  private static Flux<String> ask(WebClient client, String service) {
    var get = client.get().uri(service + "/items/{id}", "1").retrieve().bodyToMono(Item.class);
    var post =
        client
            .post()
            .uri(service + "/items")
            .bodyValue(new Item("2", "fork"))
            .retrieve()
            .bodyToMono(Item.class);
    return Flux.concat(List.of(answer("GET " + service, get), answer("POST " + service, post)));
  }

  private static Mono<String> answer(String way, Mono<Item> item) {
    return item.map(Item::name)
        .onErrorReturn(WebClientResponseException.Forbidden.class, "refused")
        .map(answer -> way + " " + answer);
  }
}
