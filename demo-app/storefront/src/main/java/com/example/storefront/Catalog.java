package com.example.storefront;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The catalog service, which speaks tRPC. */
final class Catalog {

  private final TrpcClient trpc;

  Catalog(URI service, Transport transport) {
    this.trpc = new TrpcClient(service, transport);
  }

  Product product(String id) throws IOException, InterruptedException {
    return trpc.query("product.byId", Map.of("id", id), Product.class);
  }

  List<Product> products(String... ids) throws IOException, InterruptedException {
    var inputs = Arrays.stream(ids).map(id -> Map.of("id", id)).collect(Collectors.toList());
    return trpc.queryAll("product.byId", inputs, Product.class);
  }

  Reservation reserve(String id, int quantity) throws IOException, InterruptedException {
    return trpc.mutate(
        "product.reserve", Map.of("id", id, "quantity", quantity), Reservation.class);
  }

  void discontinue(String id) throws IOException, InterruptedException {
    trpc.mutate("product.discontinue", Map.of("id", id), Product.class);
  }

  /** A product, as the service tells it. */
  static final class Product {
    String id = "";
    String name = "";

    @Override
    public String toString() {
      return "product " + id + ", " + name;
    }
  }

  /** A number of products put aside. */
  static final class Reservation {
    String id = "";
    int reserved;

    @Override
    public String toString() {
      return reserved + " of product " + id;
    }
  }
}
