package com.example.application;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Makes one call, says its status, and ends. It knows nothing of tokens. */
public final class OneCall {

  private OneCall() {}

  /**
   * Runs the program.
   *
   * @param arguments {@code HttpClient} or {@code OkHttp}; the URL
   * @throws Exception if there is no answer
   */
  public static void main(String[] arguments) throws Exception {
    finish(arguments[0], URI.create(arguments[1]), Map.of());
  }

  /** Makes the call and ends the JVM: OkHttp's threads would keep it for a minute. */
  static void finish(String client, URI uri, Map<String, List<String>> headers) throws Exception {
    int status = client.equals("OkHttp") ? overOkHttp(uri, headers) : overJavaNetHttp(uri, headers);
    System.out.println("status " + status);
    System.exit(0);
  }

  private static int overJavaNetHttp(URI uri, Map<String, List<String>> headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri);
    for (var header : headers.entrySet()) {
      for (var value : header.getValue()) {
        request.header(header.getKey(), value);
      }
    }
    var http = HttpClient.newHttpClient();
    return http.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private static int overOkHttp(URI uri, Map<String, List<String>> headers) throws IOException {
    var request = new Request.Builder().url(uri.toString());
    for (var header : headers.entrySet()) {
      for (var value : header.getValue()) {
        request.addHeader(header.getKey(), value);
      }
    }
    try (var response = new OkHttpClient().newCall(request.build()).execute()) {
      response.body().bytes();
      return response.code();
    }
  }
}
