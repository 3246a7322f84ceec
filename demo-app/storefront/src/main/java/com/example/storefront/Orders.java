package com.example.storefront;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** The orders service: JSON over HTTP. */
final class Orders {

  private final URI service;
  private final Transport transport;

  Orders(URI service, Transport transport) {
    this.service = service;
    this.transport = transport;
  }

  Order find(String id) throws IOException, InterruptedException {
    URI uri = service.resolve("/orders/" + id);
    return Json.read(HttpStatusException.check(transport.get(uri), uri).body(), Order.class);
  }

  Order place(String productId, int quantity) throws IOException, InterruptedException {
    URI uri = service.resolve("/orders");
    String order = Json.write(Map.of("productId", productId, "quantity", quantity));
    return Json.read(
        HttpStatusException.check(transport.post(uri, order), uri).body(), Order.class);
  }

  /** An order, as the service tells it. */
  static final class Order {
    String id = "";
    String status = "";
  }
}
