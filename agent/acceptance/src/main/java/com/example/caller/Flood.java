package com.example.caller;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes one call very many times, and prints how often each status came back. */
public final class Flood {

  private static final int AT_A_TIME = 50;

  private Flood() {}

  /**
   * Runs the program.
   *
   * @param arguments how often, and the URLs, which are called in turn
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    int times = Integer.parseInt(arguments[0]);
    var client = HttpClient.newHttpClient();
    var free = new Semaphore(AT_A_TIME);
    var statuses = new ConcurrentSkipListMap<Integer, AtomicInteger>();
    for (int i = 0; i < times; i++) {
      var url = URI.create(arguments[1 + i % (arguments.length - 1)]);
      free.acquire();
      var unused =
          client
              .sendAsync(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
              .whenComplete(
                  (response, failure) -> {
                    int status = response == null ? 0 : response.statusCode();
                    statuses.computeIfAbsent(status, key -> new AtomicInteger()).incrementAndGet();
                    free.release();
                  });
    }
    free.acquire(AT_A_TIME);
    System.out.println(statuses);
  }
}
