package com.example.storefront;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Against a server that speaks HTTP/1.1 alone, so that the call over gRPC is not looked at. */
class StorefrontTest {

  private static final int CALLS = 12;

  @Test
  void everyCallIsOneLineOfFiveColumns() throws Exception {
    try (var shop = new Shop(200, "{\"result\":{\"data\":{\"caller\":\"me@example.com\"}}}")) {
      List<String[]> lines = open(shop.address());

      assertEquals(CALLS, lines.size());
      for (String[] line : lines) {
        assertEquals(5, line.length);
        assertEquals("200", line[3]);
        assertEquals("me@example.com", line[4]);
      }
      assertEquals(
          List.of("orders", "GET /orders/1001", "HttpClient.send HTTP/1.1"),
          Arrays.asList(lines.get(0)).subList(0, 3));
      assertEquals(CALLS, shop.received().size());
      assertTrue(shop.received().contains("GET /shipments/1001"));
    }
  }

  @Test
  void everyServiceIsReachedInSeveralWays() throws Exception {
    try (var shop = new Shop(403, "<html>")) {
      Map<String, Set<String>> ways =
          open(shop.address()).stream()
              .collect(
                  groupingBy(
                      line -> line[0], Collectors.mapping(line -> line[2], Collectors.toSet())));

      assertEquals(
          Map.of(
              "orders", Set.of("HttpClient.send HTTP/1.1", "HttpClient.sendAsync HTTP/1.1"),
              "shipping", Set.of("OkHttp.execute HTTP/1.1", "OkHttp.enqueue HTTP/1.1"),
              "catalog",
                  Set.of(
                      "HttpClient.send HTTP/1.1",
                      "HttpClient.sendAsync HTTP/1.1",
                      "OkHttp.execute HTTP/1.1",
                      "OkHttp.enqueue HTTP/1.1")),
          ways);
    }
  }

  @Test
  void refusalsAreReportedAndDoNotStopTheStorefront() throws Exception {
    try (var shop = new Shop(403, "<html><title>403 Forbidden</title></html>")) {
      for (String[] line : open(shop.address())) {
        assertEquals("403", line[3]);
        assertEquals("-", line[4]);
      }
    }
  }

  @Test
  void failuresStandInTheStatusColumn() throws Exception {
    URI closed;
    try (var shop = new Shop(200, "")) {
      closed = shop.address();
    }

    List<String[]> lines = open(closed);

    assertEquals(CALLS, lines.size());
    for (String[] line : lines) {
      assertTrue(line[3].startsWith("ConnectException"), line[3]);
    }
  }

  /** Runs the storefront against one server in place of all three, and returns what it printed. */
  private static List<String[]> open(URI server) throws InterruptedException {
    String address = server.toString();
    var urls =
        ServiceUrls.from(
            Map.of(
                "ORDERS_SERVICE_URL", address,
                "CATALOG_SERVICE_URL", address,
                "SHIPPING_SERVICE_URL", address));
    var out = new ByteArrayOutputStream();
    new Storefront(urls, new PrintStream(out, true, StandardCharsets.UTF_8)).open();
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> Arrays.stream(line.split("\t")).map(String::strip).toArray(String[]::new))
        .filter(line -> !line[2].startsWith("gRPC"))
        .toList();
  }
}
