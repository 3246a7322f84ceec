package com.example.caller;

import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Ends a {@code java.net.http.HttpClient} while a request is on its way, as Java 21 allows. */
public final class Closing {

  private static final int MOST_SECONDS = 60;

  private Closing() {}

  /**
   * Prints what becomes of the request.
   *
   * @param arguments a method of the client's that ends it, and the URL
   * @throws Exception if it takes too long, or there is no such method
   */
  public static void main(String[] arguments) throws Exception {
    // By its name, as the class is compiled for older versions too.
    Method end = HttpClient.class.getMethod(arguments[0]);
    var client = HttpClient.newHttpClient();
    var request = HttpRequest.newBuilder(URI.create(arguments[1])).build();
    var response = client.sendAsync(request, BodyHandlers.ofString());

    end.invoke(client);

    try {
      System.out.println(response.get(MOST_SECONDS, TimeUnit.SECONDS).statusCode());
    } catch (ExecutionException failed) {
      System.out.println(String.valueOf(failed.getCause()).replaceFirst(":.*", ""));
    }
  }
}
