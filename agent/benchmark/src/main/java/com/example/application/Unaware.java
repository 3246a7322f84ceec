package com.example.application;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** An application that knows nothing of tokens: {@link Crowd} over {@code HttpClient}. */
public final class Unaware {

  private Unaware() {}

  /**
   * Runs until its standard input ends.
   *
   * @param arguments not used
   * @throws Exception if standard input cannot be read
   */
  public static void main(String[] arguments) throws Exception {
    var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    new Crowd(
            uri -> {
              var request = HttpRequest.newBuilder(uri);
              return http.send(request.build(), BodyHandlers.ofString()).statusCode();
            })
        .serve(System.in, System.out);
  }
}
