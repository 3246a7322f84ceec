package dev.cloudrunauth.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private final List<Comparison> comparisons =
      List.of(
          compared("orders", "GET /orders/1001", "HttpClient.send HTTP/2", "200", "seen by orders"),
          compared(
              "orders", "POST /orders", "HttpClient.sendAsync HTTP/1.1", "200", "seen by orders"),
          compared(
              "catalog",
              "GET /trpc/product.byId",
              "OkHttp.execute HTTP/2",
              "200",
              "seen by\ncatalog"),
          compared(
              "catalog",
              "POST /trpc/product.reserve",
              "OkHttp.enqueue HTTP/1.1",
              "IOException: no token within 5 s",
              "not seen"));

  @Test
  void everyServiceIsABlockThatEndsWithWhatItSaw() {
    assertEquals(
        """
          CALL                        CLIENT                         WITHOUT  WITH
        orders
          GET /orders/1001            HttpClient.send HTTP/2         403      200
          POST /orders                HttpClient.sendAsync HTTP/1.1  403      200
            seen by orders
        catalog
          GET /trpc/product.byId      OkHttp.execute HTTP/2          403      200
            seen by
            catalog
          POST /trpc/product.reserve  OkHttp.enqueue HTTP/1.1        403      IOException
            not seen
        """,
        Table.of(comparisons, Ink.PLAIN));
  }

  @Test
  void coloursTellAnsweredFromRefused() {
    String table = Table.of(comparisons, Ink.COLOURED);

    assertTrue(table.contains("\033[32m200\033[0m"), table);
    assertTrue(table.contains("\033[31mIOException\033[0m"), table);
  }

  @Test
  void nothingToCompareIsAHeadingAlone() {
    assertEquals("  CALL  CLIENT  WITHOUT  WITH\n", Table.of(List.of(), Ink.PLAIN));
  }

  private static Comparison compared(
      String service, String request, String client, String status, String seen) {
    return new Comparison(
        new StorefrontCall(service, request, client, "403", "-"),
        new StorefrontCall(service, request, client, status, "somebody@example.com"),
        seen);
  }
}
