package dev.cloudrunauth.demo;

import java.util.Arrays;
import java.util.List;

/** Runs of a storefront that reads orders only. */
final class Runs {

  private Runs() {}

  static StorefrontRun withStatuses(String... statuses) {
    List<StorefrontCall> calls = Arrays.stream(statuses).map(Runs::call).toList();
    return new StorefrontRun("0", calls, List.of());
  }

  static StorefrontCall call(String status) {
    return new StorefrontCall(
        "orders", "GET /orders/1001", "HttpClient.send HTTP/2", status, "somebody@example.com");
  }
}
