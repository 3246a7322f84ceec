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
