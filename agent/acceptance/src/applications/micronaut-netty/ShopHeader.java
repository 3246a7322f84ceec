package com.example.shop;

import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.ClientFilter;
import io.micronaut.http.annotation.RequestFilter;

/** Says in each request which shop asks. */
@ClientFilter("/**")
public class ShopHeader {

  @RequestFilter
  public void add(MutableHttpRequest<?> request) {
    request.header("X-Shop", "main street");
  }
}
