package com.example.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.storage.StorageOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * Reads from Cloud Storage by Google's library, and asks each service twice: with nothing, and with
 * the access token that the library has.
 */
public class Application {

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var storage = StorageOptions.getDefaultInstance().getService();
    System.out.println("Storage " + new String(storage.readAllBytes("shop", "motto.txt"), UTF_8));
    var credentials =
        GoogleCredentials.getApplicationDefault()
            .createScoped("https://www.googleapis.com/auth/cloud-platform");
    var client = HttpClient.newHttpClient();
    for (var variable : List.of("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")) {
      var uri = URI.create(System.getenv(variable) + "/items/1");
      ask("nothing", client, HttpRequest.newBuilder(uri));
      var own = HttpRequest.newBuilder(uri);
      credentials
          .getRequestMetadata(uri)
          .forEach((name, values) -> values.forEach(value -> own.header(name, value)));
      ask("own credentials", client, own);
    }
  }

  private static void ask(String way, HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var response = client.send(request.build(), BodyHandlers.ofString());
    var answer =
        switch (response.statusCode()) {
          case 200 -> response.body();
          case 401, 403 -> "refused";
          default -> response.toString();
        };
    System.out.println(way + " GET " + response.uri() + " " + answer);
  }
}
