package com.example.storefront;

import java.io.IOException;
import java.net.URI;

/** The shipping service: JSON over HTTP. */
final class Shipping {

  private final URI service;
  private final Transport transport;

  Shipping(URI service, Transport transport) {
    this.service = service;
    this.transport = transport;
  }

  Shipment track(String orderId) throws IOException, InterruptedException {
    URI uri = service.resolve("/shipments/" + orderId);
    return Json.read(HttpStatusException.check(transport.get(uri), uri).body(), Shipment.class);
  }

  /** Where an order is, as the service tells it. */
  static final class Shipment {
    String orderId = "";
    String status = "";
  }
}
