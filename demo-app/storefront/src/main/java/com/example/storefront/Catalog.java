package com.example.storefront;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** The catalog service, which speaks tRPC. */
final class Catalog {

  private final TrpcClient trpc;

  Catalog(URI service, Transport transport) {
    this.trpc = new TrpcClient(service, transport);
  }

  Product product(String id) throws IOException, InterruptedException {
    return trpc.query("product.byId", Map.of("id", id), Product.class);
  }

  Reservation reserve(String id, int quantity) throws IOException, InterruptedException {
    return trpc.mutate(
        "product.reserve", Map.of("id", id, "quantity", quantity), Reservation.class);
  }

  /** A product, as the service tells it. */
  static final class Product {
    String id = "";
    String name = "";
  }

  /** A number of products put aside. */
  static final class Reservation {
    String id = "";
    int reserved;
  }
}
