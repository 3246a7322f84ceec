package com.example.caller;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;

/**
 * An application that can be undeployed: it takes a client and a URL, answers with the status or
 * the exception, and leaves no thread behind. Those of OkHttp 3 live a minute longer than its last
 * use, each with the loader of its application: those for time-outs and for HTTP/2 do not begin
 * where there are none, and the one of the connections is ended by hand.
 */
public final class Deployed implements Function<String, String>, AutoCloseable {

  private final OkHttpClient okHttp;

  /** An application that has made no call yet. */
  public Deployed() {
    var builder =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(0, TimeUnit.SECONDS)
            .readTimeout(0, TimeUnit.SECONDS)
            .writeTimeout(0, TimeUnit.SECONDS);
    TrustedSockets.configure(builder);
    okHttp = builder.build();
  }

  @Override
  public String apply(String clientAndUrl) {
    var words = clientAndUrl.split(" ", 2);
    try {
      return words[0].equals("okhttp") ? overOkHttp(words[1]) : overJavaNetHttp(words[1]);
    } catch (IOException failure) {
      return failure.toString().contains("no ID token") ? "no ID token" : failure.toString();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String overOkHttp(String url) throws IOException {
    try (var response = okHttp.newCall(new Request.Builder().url(url).build()).execute()) {
      return Integer.toString(response.code());
    }
  }

  private static String overJavaNetHttp(String url) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    // Threads of its own would stay for a minute, as OkHttp's do.
    var client = HttpClient.newBuilder().executor(Runnable::run).build();
    var response = client.send(request, BodyHandlers.discarding());
    return Integer.toString(response.statusCode());
  }

  @Override
  public void close() throws ReflectiveOperationException {
    okHttp.dispatcher().executorService().shutdown();
    okHttp.connectionPool().evictAll();
    var executor = ConnectionPool.class.getDeclaredField("executor");
    executor.setAccessible(true);
    ((ExecutorService) executor.get(null)).shutdownNow();
  }
}
