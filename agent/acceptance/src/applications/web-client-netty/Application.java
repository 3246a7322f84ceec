package com.example.shop;

import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Asks each service by Spring's {@code WebClient}, and by an HTTP interface that runs on it. */
@SpringBootApplication
public class Application {

  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments).close();
  }

  /** Takes the JVM's proxy. */
  @Bean
  ClientHttpConnector connector() {
    return new ReactorClientHttpConnector(HttpClient.create().proxyWithSystemProperties());
  }

  @Bean
  CommandLineRunner shop(WebClient.Builder builder) {
    return arguments ->
        Flux.just("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")
            .map(System::getenv)
            .concatMap(service -> ask(builder.clone().baseUrl(service).build(), service))
            .doOnNext(System.out::println)
            .blockLast();
  }

  private static Flux<String> ask(WebClient client, String service) {
    var items =
        HttpServiceProxyFactory.builderFor(WebClientAdapter.create(client))
            .build()
            .createClient(Items.class);
    var get = client.get().uri("/items/{id}", "1").retrieve().bodyToMono(Item.class);
    var post =
        client
            .post()
            .uri("/items")
            .bodyValue(new Item("2", "fork"))
            .retrieve()
            .bodyToMono(Item.class);
    return Flux.concat(
        List.of(
            answer("GET " + service, get),
            answer("POST " + service, post),
            answer("interface GET " + service, items.get("1")),
            answer("interface POST " + service, items.add(new Item("2", "fork")))));
  }

  private static Mono<String> answer(String way, Mono<Item> item) {
    return item.map(Item::name)
        .onErrorReturn(WebClientResponseException.Forbidden.class, "refused")
        .map(answer -> way + " " + answer);
  }
}
