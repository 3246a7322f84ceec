package com.example.shop;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.http.json.JsonHttpContent;
import com.google.api.client.json.JsonObjectParser;
import com.google.api.client.json.gson.GsonFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks each service by Google's HTTP client, on the JDK and on Apache HttpClient. */
public class Application {

  private static final GsonFactory JSON = GsonFactory.getDefaultInstance();

  public static void main(String[] arguments) throws IOException {
    ask("JDK", new NetHttpTransport());
    ask("Apache 5", new Apache5HttpTransport());
    ask("Apache 4", new ApacheHttpTransport());
  }

  private static void ask(String way, HttpTransport transport) throws IOException {
    HttpRequestFactory requests =
        transport.createRequestFactory(request -> request.setParser(new JsonObjectParser(JSON)));
    for (var variable : List.of("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")) {
      var service = System.getenv(variable);
      tell(way + " GET " + service, requests.buildGetRequest(new GenericUrl(service + "/items/1")));
      var sent = new JsonHttpContent(JSON, new TreeMap<>(Map.of("id", "2", "name", "fork")));
      tell(
          way + " POST " + service,
          requests.buildPostRequest(new GenericUrl(service + "/items"), sent));
    }
    transport.shutdown();
  }

  private static void tell(String way, HttpRequest request) throws IOException {
    try {
      var item = request.execute().parseAs(Map.class);
      System.out.println(way + " " + item.get("name"));
    } catch (HttpResponseException e) {
      System.out.println(way + " " + (e.getStatusCode() == 403 ? "refused" : e.getStatusCode()));
    }
  }
}
