package com.example.shop;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What a service has. */
@HttpExchange("/items")
public interface Items {

  @GetExchange("/{id}")
  Item get(@PathVariable String id);

  @PostExchange
  Item add(@RequestBody Item item);
}
