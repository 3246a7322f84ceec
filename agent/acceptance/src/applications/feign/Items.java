package com.example.shop;

import feign.Headers;
import feign.Param;
import feign.RequestLine;

/** What a service has. */
interface Items {

  @RequestLine("GET /items/{id}")
  Item get(@Param("id") String id);

  @RequestLine("POST /items")
  @Headers("Content-Type: application/json")
  Item add(Item item);
}
