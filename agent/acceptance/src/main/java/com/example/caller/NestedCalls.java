package com.example.caller;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** Sends a body that calls other services while it is written, in the middle of its own call. */
public final class NestedCalls {

  private NestedCalls() {}

  /**
   * Runs the program.
   *
   * @param urls the URL of the outer call, and those that its body calls
   * @throws IOException if a call fails
   */
  public static void main(String[] urls) throws IOException {
    var builder = new OkHttpClient.Builder();
    TrustedSockets.configure(builder);
    var client = builder.build();
    var body =
        new RequestBody() {
          @Override
          public MediaType contentType() {
            return MediaType.parse("text/plain");
          }

          @Override
          public void writeTo(BufferedSink sink) throws IOException {
            for (int i = 1; i < urls.length; i++) {
              sink.writeUtf8(call(client, new Request.Builder().url(urls[i]).build()) + "\n");
            }
          }
        };
    System.out.println(call(client, new Request.Builder().url(urls[0]).post(body).build()));
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private static int call(OkHttpClient client, Request request) throws IOException {
    try (var response = client.newCall(request).execute()) {
      return response.code();
    }
  }
}
