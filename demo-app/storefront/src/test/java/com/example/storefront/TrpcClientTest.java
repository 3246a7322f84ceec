package com.example.storefront;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.example.storefront.Catalog.Product;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrpcClientTest {

  private final Transport transport = new JdkTransports(HttpClient.Version.HTTP_1_1).send();

  @Test
  void queryCarriesItsInputInTheUrl() throws Exception {
    try (var shop = new Shop(200, "{\"result\":{\"data\":{\"id\":\"1\",\"name\":\"Tea\"}}}")) {
      Product product = client(shop).query("product.byId", Map.of("id", "1 +"), Product.class);

      assertEquals("Tea", product.name);
      assertEquals(
          List.of("GET /trpc/product.byId?input=%7B%22id%22%3A%221%20%2B%22%7D"), shop.received());
    }
  }

  @Test
  void mutationCarriesItsInputInTheBody() throws Exception {
    try (var shop = new Shop(200, "{\"result\":{\"data\":{\"id\":\"1\"}}}")) {
      Product product = client(shop).mutate("product.reserve", Map.of("id", "1"), Product.class);

      assertEquals("1", product.id);
      assertEquals(List.of("POST /trpc/product.reserve {\"id\":\"1\"}"), shop.received());
    }
  }

  @Test
  void batchIsOneRequestWithNumberedInputs() throws Exception {
    String tea = "{\"result\":{\"data\":{\"id\":\"1\",\"name\":\"Tea\"}}}";
    String milk = "{\"result\":{\"data\":{\"id\":\"2\",\"name\":\"Milk\"}}}";
    try (var shop = new Shop(200, "[" + tea + "," + milk + "]")) {
      var products = new Catalog(shop.address(), transport).products("1", "2");

      assertEquals("[product 1, Tea, product 2, Milk]", products.toString());
      assertEquals(
          List.of(
              "GET /trpc/product.byId,product.byId?batch=1&input="
                  + "%7B%220%22%3A%7B%22id%22%3A%221%22%7D%2C%221%22%3A%7B%22id%22%3A%222%22%7D%7D"),
          shop.received());
    }
  }

  @Test
  void batchWithOneErrorIsThatError() throws Exception {
    String envelopes =
        "[{\"result\":{\"data\":{\"id\":\"1\"}}},{\"error\":{\"message\":\"no product 7\",\"data\":"
            + "{\"code\":\"NOT_FOUND\",\"httpStatus\":404,\"path\":\"product.byId\"}}}]";
    try (var shop = new Shop(207, envelopes)) {
      var catalog = new Catalog(shop.address(), transport);
      var error = assertThrows(TrpcException.class, () -> catalog.products("1", "7"));

      assertEquals("NOT_FOUND from product.byId: no product 7", error.getMessage());
    }
  }

  @Test
  void batchThatIsNotAnsweredInFullIsRefused() throws Exception {
    for (String body : List.of("[]", "[null,null]", "{}", "[{\"result\":{\"data\":{}}}]")) {
      try (var shop = new Shop(200, body)) {
        var catalog = new Catalog(shop.address(), transport);
        assertThrows(IOException.class, () -> catalog.products("1", "2"), body);
      }
    }
  }

  @Test
  void errorEnvelopeIsThrownWithCodeStatusAndPath() throws Exception {
    String envelope =
        "{\"error\":{\"message\":\"no product 7\",\"code\":-32004,\"data\":"
            + "{\"code\":\"NOT_FOUND\",\"httpStatus\":404,\"path\":\"product.byId\"}}}";
    try (var shop = new Shop(404, envelope)) {
      var error = assertThrows(TrpcException.class, () -> ask(shop));

      assertEquals("NOT_FOUND from product.byId: no product 7", error.getMessage());
      assertEquals("NOT_FOUND", error.code());
      assertEquals(404, error.httpStatus());
      assertEquals("product.byId", error.path());
    }
  }

  @Test
  void pageOfAFrontEndIsReportedByItsStatus() throws Exception {
    try (var shop = new Shop(403, "<html><title>403 Forbidden</title></html>")) {
      assertThrows(HttpStatusException.class, () -> ask(shop));
    }
  }

  @Test
  void successThatIsNotAnEnvelopeIsRefused() throws Exception {
    for (String body : List.of("", "<html>", "[]", "{}", "{\"result\":{}}")) {
      try (var shop = new Shop(200, body)) {
        assertThrows(IOException.class, () -> ask(shop), body);
      }
    }
  }

  private void ask(Shop shop) throws IOException, InterruptedException {
    client(shop).query("product.byId", Map.of("id", "7"), Product.class);
  }

  private TrpcClient client(Shop shop) {
    return new TrpcClient(shop.address(), transport);
  }
}
