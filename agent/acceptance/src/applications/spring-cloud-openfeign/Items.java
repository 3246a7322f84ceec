package com.example.shop;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** What a service has. */
public interface Items {

  @GetMapping("/items/{id}")
  Item get(@PathVariable("id") String id);

  @PostMapping("/items")
  Item add(@RequestBody Item item);

  @FeignClient(name = "orders", url = "${ORDERS_URL}")
  interface Orders extends Items {}

  @FeignClient(name = "stock", url = "${STOCK_URL}")
  interface Stock extends Items {}

  @FeignClient(name = "reviews", url = "${REVIEWS_URL}")
  interface Reviews extends Items {}
}
