package com.example.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/**
 * Makes the calls that it is told to make. A line of the input is {@code COUNT together URL}, for
 * that many threads that start at the same moment, or {@code COUNT in-turn URL}, for one thread
 * that calls again and again. The line that answers it is written when all calls have ended.
 */
final class Crowd {

  private final Client client;
  private final ThreadFactory threads = Threads.lightest();

  Crowd(Client client) {
    this.client = client;
  }

  /** Works through the input to its end. */
  void serve(InputStream in, PrintStream out) throws IOException, InterruptedException {
    var lines = new BufferedReader(new InputStreamReader(in, UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ", -1);
      var calls = new Tally();
      int count = Integer.parseInt(words[0]);
      var uri = URI.create(words[2]);
      if (words[1].equals("together")) {
        together(count, uri, calls);
      } else {
        inTurn(count, uri, calls);
      }
      out.println(calls);
    }
  }

  private void together(int count, URI uri, Tally calls) throws InterruptedException {
    var ready = new CountDownLatch(count);
    var start = new CountDownLatch(1);
    var callers = new ArrayList<Thread>();
    for (int i = 0; i < count; i++) {
      callers.add(threads.newThread(() -> callAtOnce(uri, ready, start, calls)));
    }
    callers.forEach(Thread::start);
    ready.await();
    start.countDown();
    for (var caller : callers) {
      caller.join();
    }
  }

  private void callAtOnce(URI uri, CountDownLatch ready, CountDownLatch start, Tally calls) {
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
      calls.time(client, uri);
    }
  }
}
