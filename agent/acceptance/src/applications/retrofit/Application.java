package com.example.shop;

import java.io.IOException;
import java.util.List;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.gson.GsonConverterFactory;

/** Asks each service by Retrofit, and waits for the answer or has it told later. */
public class Application {

  public static void main(String[] arguments) throws IOException {
    for (var variable : List.of("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")) {
      var service = System.getenv(variable);
      var items =
          new Retrofit.Builder()
              .baseUrl(service + "/")
              .addConverterFactory(GsonConverterFactory.create())
              .build()
              .create(Items.class);
      tell("execute GET", service, items.get("1").execute());
      tell("execute POST", service, items.add(new Item("2", "fork")).execute());
      tell("future GET", service, items.getLater("1").join());
      tell("future POST", service, items.addLater(new Item("2", "fork")).join());
    }
    // OkHttp's threads, no daemons, would stay for a minute.
    System.exit(0);
  }

  private static void tell(String way, String service, Response<Item> response) {
    var answer =
        switch (response.code()) {
          case 200 -> response.body().name();
          case 403 -> "refused";
          default -> response.toString();
        };
    System.out.println(way + " " + service + " " + answer);
  }
}
