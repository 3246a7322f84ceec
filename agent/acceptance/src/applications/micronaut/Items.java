package com.example.shop;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.annotation.Client;

/** What a service has. */
public interface Items {

  @Get("/items/{id}")
  Item get(String id);

  @Post("/items")
  Item add(@Body Item item);

  @Client("orders")
  interface Orders extends Items {}

  @Client("stock")
  interface Stock extends Items {}

  @Client("reviews")
  interface Reviews extends Items {}
}
