package com.example.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/**
 * Makes the calls that it is told to make, over {@code HttpClient}. A line of the input is {@code
 * COUNT together URL}, for that many threads that start at the same moment, or {@code COUNT in-turn
 * URL}, for one thread that calls again and again, or {@code COUNT connect URL}, which is {@code
 * together} with headers that are refused and need no token: it leaves open connections behind. The
 * line that answers it is written when all calls have ended.
 */
final class Crowd {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ThreadFactory threads = Threads.lightest();
  private final Signer signer;

  Crowd(Signer signer) {
    this.signer = signer;
  }

  /** Works through the input to its end. */
  void serve(InputStream in, PrintStream out) throws IOException, InterruptedException {
    var lines = new BufferedReader(new InputStreamReader(in, UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ", -1);
      var calls = new Tally();
      int count = Integer.parseInt(words[0]);
      var uri = URI.create(words[2]);
      switch (words[1]) {
        case "connect" -> together(count, this::connect, uri, calls);
        case "together" -> together(count, this::call, uri, calls);
        default -> inTurn(count, uri, calls);
      }
      out.println(calls);
    }
  }

  private void together(int count, Client client, URI uri, Tally calls)
      throws InterruptedException {
    var ready = new CountDownLatch(count);
    var start = new CountDownLatch(1);
    var callers = new ArrayList<Thread>();
    for (int i = 0; i < count; i++) {
      callers.add(threads.newThread(() -> callAtOnce(client, uri, ready, start, calls)));
    }
    callers.forEach(Thread::start);
    ready.await();
    start.countDown();
    for (var caller : callers) {
      caller.join();
    }
  }

  private void callAtOnce(
      Client client, URI uri, CountDownLatch ready, CountDownLatch start, Tally calls) {
    ready.countDown();
    try {
      start.await();
      calls.time(client, uri);
    } catch (InterruptedException nobodyInterrupts) {
      throw new IllegalStateException(nobodyInterrupts);
    }
  }

  private void inTurn(int count, URI uri, Tally calls) {
    for (int i = 0; i < count; i++) {
      calls.time(this::call, uri);
    }
  }

  private int call(URI uri) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri);
    signer.sign(request, uri);
    return http.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private int connect(URI uri) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "none")
            .header("X-Serverless-Authorization", "none");
    return http.send(request.build(), BodyHandlers.ofString()).statusCode();
  }
}
