package com.example.storefront;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The shipping service: JSON over HTTP. */
final class Shipping {

  private final URI service;
  private final Transport transport;

  Shipping(URI service, Transport transport) {
    this.service = service;
    this.transport = transport;
  }

  Quote quote(String city) throws IOException, InterruptedException {
    URI uri = service.resolve("/quotes?to=" + URLEncoder.encode(city, StandardCharsets.UTF_8));
    return Json.read(HttpStatusException.check(transport.get(uri), uri).body(), Quote.class);
  }

  /** What it costs to ship to a city. */
  static final class Quote {
    String to = "";
  }
}
