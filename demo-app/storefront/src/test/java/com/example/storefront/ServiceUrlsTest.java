package com.example.storefront;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceUrlsTest {

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "ORDERS_SERVICE_URL", "https://orders.example.com",
              "CATALOG_SERVICE_URL", "http://localhost:8080/",
              "SHIPPING_SERVICE_URL", "https://shipping.example.com"));

  @Test
  void addressesComeFromTheEnvironment() {
    var urls = ServiceUrls.from(environment);

    assertEquals(URI.create("https://orders.example.com"), urls.orders());
    assertEquals(URI.create("http://localhost:8080/"), urls.catalog());
    assertEquals(URI.create("https://shipping.example.com"), urls.shipping());
  }

  @Test
  void everyMissingVariableIsNamed() {
    environment.remove("SHIPPING_SERVICE_URL");
    environment.put("CATALOG_SERVICE_URL", " ");

    assertEquals(
        "Not set: CATALOG_SERVICE_URL, SHIPPING_SERVICE_URL. Set it to an address without a path,"
            + " for example CATALOG_SERVICE_URL=https://shop.example.com",
        refusal());
  }

  @Test
  void whatIsNotAnAddressIsShownBesideItsVariable() {
    environment.put("ORDERS_SERVICE_URL", "orders.example.com");

    assertTrue(
        refusal()
            .startsWith("ORDERS_SERVICE_URL is not the address of a service: orders.example.com."));
  }

  private String refusal() {
    var refusal = assertThrows(IllegalArgumentException.class, () -> ServiceUrls.from(environment));
    return String.valueOf(refusal.getMessage());
  }
}
