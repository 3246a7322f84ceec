package com.example.caller;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * A {@code HttpClient} whose executor has one thread. That thread waits for something else while a
 * request waits for its token, or it is the thread that sends the request.
 */
public final class BusyExecutor {

  private BusyExecutor() {}

  /**
   * Runs the program.
   *
   * @param arguments {@code sendAsync} or {@code send}, and a URL
   * @throws Exception if the program fails
   */
  public static void main(String[] arguments) throws Exception {
    var executor = Executors.newSingleThreadExecutor();
    var client = HttpClient.newBuilder().executor(executor).build();
    var request = HttpRequest.newBuilder(URI.create(arguments[1]));
    var busy = new CountDownLatch(1);
    var sent = new CompletableFuture<HttpResponse<String>>();
    request.timeout(Duration.ofMillis(1_500));
    CompletableFuture<HttpResponse<String>> response = sent;
    if (arguments[0].equals("send")) {
      executor.execute(() -> send(client, request.build(), sent));
    } else {
      response = client.sendAsync(request.build(), BodyHandlers.ofString());
      executor.execute(() -> await(busy));
    }
    System.out.println("sending");
    try {
      System.out.println(response.get().statusCode());
    } catch (ExecutionException failed) {
      var cause = failed.getCause();
      System.out.println(cause instanceof HttpTimeoutException ? "timed out" : cause);
    }
    busy.countDown();
    executor.shutdown();
  }

  private static void send(
      HttpClient client, HttpRequest request, CompletableFuture<HttpResponse<String>> sent) {
    try {
      sent.complete(client.send(request, BodyHandlers.ofString()));
    } catch (IOException | InterruptedException failure) {
      sent.completeExceptionally(failure);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
