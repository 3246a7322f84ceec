package com.example.application;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * An application under steady load: its threads call several services, one after the other, three
 * of four threads over {@code HttpClient} and HTTP/1.1, the fourth over OkHttp and HTTP/2. It
 * prints one {@link Tally} when the time is over, and the first failures as they happen on standard
 * error.
 */
public final class Traffic {

  /** Not all at once: the connections that they open keep two processors busy for seconds. */
  private static final int MILLIS_BETWEEN_STARTS = 20;

  private Traffic() {}

  /**
   * Runs the program.
   *
   * @param arguments seconds; threads; the longest pause of a thread between two calls in
   *     milliseconds, half of which is the shortest; the origins of the services
   * @throws InterruptedException never: nobody interrupts
   */
  public static void main(String[] arguments) throws InterruptedException {
    long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000_000L;
    int threads = Integer.parseInt(arguments[1]);
    int pauseMillis = Integer.parseInt(arguments[2]);
    var services = Stream.of(arguments).skip(3).map(url -> URI.create(url + "/")).toList();
    var clients = List.of(javaNetHttp(), javaNetHttp(), javaNetHttp(), okHttp());

    var calls = new Tally();
    var running = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      var client = clients.get(i % clients.size());
      running.add(
          Threads.lightest()
              .newThread(() -> callUntil(end, client, services, number, pauseMillis, calls)));
    }
    for (var thread : running) {
      thread.start();
      Thread.sleep(MILLIS_BETWEEN_STARTS);
    }
    for (var thread : running) {
      thread.join();
    }
    System.out.println(calls);
    // OkHttp's threads would keep the JVM for a minute.
    System.exit(0);
  }

  private static void callUntil(
      long end, Client client, List<URI> services, int first, int pauseMillis, Tally calls) {
    try {
      for (int i = first; System.nanoTime() - end < 0; i++) {
        Thread.sleep(ThreadLocalRandom.current().nextInt(pauseMillis / 2, pauseMillis + 1));
        calls.time(client, services.get(i % services.size()));
      }
    } catch (InterruptedException nobodyInterrupts) {
      throw new IllegalStateException(nobodyInterrupts);
    }
  }

  private static Client javaNetHttp() {
    var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return uri -> {
      var request = HttpRequest.newBuilder(uri).build();
      return http.send(request, BodyHandlers.ofString()).statusCode();
    };
  }

  private static Client okHttp() {
    var http = new OkHttpClient();
    return uri -> {
      var request = new Request.Builder().url(uri.toString()).build();
      try (var response = http.newCall(request).execute()) {
        response.body().bytes();
        return response.code();
      }
    };
  }
}
