package com.example.shop;

import feign.Client;
import feign.Feign;
import feign.FeignException;
import feign.gson.GsonDecoder;
import feign.gson.GsonEncoder;
import feign.hc5.ApacheHttp5Client;
import feign.http2client.Http2Client;
import feign.httpclient.ApacheHttpClient;
import feign.okhttp.OkHttpClient;
import java.util.List;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** Asks each service by Feign, as it is and on each client for which it has a module. */
public class Application {

  public static void main(String[] arguments) {
    for (var variable : List.of("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")) {
      ask("default", new Client.Default(null, null), System.getenv(variable));
      ask("OkHttp", new OkHttpClient(), System.getenv(variable));
      ask("HttpClient", new Http2Client(), System.getenv(variable));
      ask("Apache 5", apache5(), System.getenv(variable));
      ask("Apache 4", apache4(), System.getenv(variable));
    }
    // OkHttp's threads, no daemons, would stay for a minute.
    System.exit(0);
  }

  private static Client apache5() {
    return new ApacheHttp5Client(HttpClients.createSystem());
  }

  private static Client apache4() {
    return new ApacheHttpClient(org.apache.http.impl.client.HttpClients.createSystem());
  }

  private static void ask(String way, Client client, String service) {
    var items =
        Feign.builder()
            .client(client)
            .encoder(new GsonEncoder())
            .decoder(new GsonDecoder())
            .target(Items.class, service);
    try {
      System.out.println(way + " GET " + service + " " + items.get("1").name());
    } catch (FeignException.Forbidden e) {
      System.out.println(way + " GET " + service + " refused");
    }
    try {
      System.out.println(way + " POST " + service + " " + items.add(new Item("2", "fork")).name());
    } catch (FeignException.Forbidden e) {
      System.out.println(way + " POST " + service + " refused");
    }
  }
}
