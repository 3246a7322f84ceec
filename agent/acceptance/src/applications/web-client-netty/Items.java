package com.example.shop;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Mono;

/** What a service has. */
@HttpExchange("/items")
public interface Items {

  @GetExchange("/{id}")
  Mono<Item> get(@PathVariable String id);

  @PostExchange
  Mono<Item> add(@RequestBody Item item);
}
