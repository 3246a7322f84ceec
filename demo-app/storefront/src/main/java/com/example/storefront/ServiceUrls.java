package com.example.storefront;

import java.net.URI;
import java.util.Map;
import java.util.TreeSet;

/** Where the three services are. */
final class ServiceUrls {

  private static final String ORDERS = "ORDERS_SERVICE_URL";
  private static final String CATALOG = "CATALOG_SERVICE_URL";
  private static final String SHIPPING = "SHIPPING_SERVICE_URL";

  private final URI orders;
  private final URI catalog;
  private final URI shipping;

  private ServiceUrls(URI orders, URI catalog, URI shipping) {
    this.orders = orders;
    this.catalog = catalog;
    this.shipping = shipping;
  }

  /**
   * Reads the addresses from environment variables.
   *
   * @throws IllegalArgumentException with a message for the person who starts the storefront, if a
   *     variable is missing or is not an http or https address
   */
  static ServiceUrls from(Map<String, String> environment) {
    var missing = new TreeSet<String>();
    for (String variable : new String[] {ORDERS, CATALOG, SHIPPING}) {
      if (environment.getOrDefault(variable, "").isBlank()) {
        missing.add(variable);
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "Not set: " + String.join(", ", missing) + ". " + remedy(missing.first()));
    }
    return new ServiceUrls(
        address(environment, ORDERS),
        address(environment, CATALOG),
        address(environment, SHIPPING));
  }

  private static URI address(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "").trim();
    if (!value.matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?")) {
      throw new IllegalArgumentException(
          variable + " is not the address of a service: " + value + ". " + remedy(variable));
    }
    return URI.create(value);
  }

  private static String remedy(String variable) {
    return "Set it to an address without a path, for example "
        + variable
        + "=https://shop.example.com";
  }

  URI orders() {
    return orders;
  }

  URI catalog() {
    return catalog;
  }

  URI shipping() {
    return shipping;
  }
}
