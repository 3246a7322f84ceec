package com.example.shop;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import java.util.List;
import org.glassfish.jersey.apache.connector.ApacheClientProperties;
import org.glassfish.jersey.apache.connector.ApacheConnectorProvider;
import org.glassfish.jersey.apache5.connector.Apache5ClientProperties;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.glassfish.jersey.client.ClientConfig;

/** Asks each service by Jersey's client, as it is and on its connectors for Apache HttpClient. */
public class Application {

  public static void main(String[] arguments) {
    ask("default", ClientBuilder.newClient());
    var apache5 =
        new ClientConfig()
            .connectorProvider(new Apache5ConnectorProvider())
            .property(Apache5ClientProperties.USE_SYSTEM_PROPERTIES, true);
    ask("Apache 5", ClientBuilder.newClient(apache5));
    var apache4 =
        new ClientConfig()
            .connectorProvider(new ApacheConnectorProvider())
            .property(ApacheClientProperties.USE_SYSTEM_PROPERTIES, true);
    ask("Apache 4", ClientBuilder.newClient(apache4));
  }

  private static void ask(String way, Client client) {
    for (var variable : List.of("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")) {
      var service = System.getenv(variable);
      try {
        var item = client.target(service).path("items/1").request().get(Item.class);
        System.out.println(way + " GET " + service + " " + item.name());
      } catch (ForbiddenException e) {
        System.out.println(way + " GET " + service + " refused");
      }
      try {
        var sent = Entity.json(new Item("2", "fork"));
        var item = client.target(service).path("items").request().post(sent, Item.class);
        System.out.println(way + " POST " + service + " " + item.name());
      } catch (ForbiddenException e) {
        System.out.println(way + " POST " + service + " refused");
      }
    }
    client.close();
  }
}
