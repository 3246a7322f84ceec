package com.example.shop;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.annotation.Client;
import org.reactivestreams.Publisher;

/** What a service has. */
public interface Items {

  @Get("/items/{id}")
  Item get(String id);

  @Get(uri = "/items", processes = MediaType.APPLICATION_JSON_STREAM)
  Publisher<Item> all();

  @Post("/items")
  Item add(@Body Item item);

  @Client("orders")
  interface Orders extends Items {}

  @Client("stock")
  interface Stock extends Items {}

  @Client("reviews")
  interface Reviews extends Items {}
}
