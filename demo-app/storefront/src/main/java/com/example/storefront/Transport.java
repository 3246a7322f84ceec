package com.example.storefront;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One way to send a request: a method of an HTTP library, by the name that people know it by. */
final class Transport {

  /** A little more than the clients allow themselves, so that their own messages win. */
  private static final int PATIENCE_SECONDS = 15;

  private final String name;
  private final Exchange exchange;

  private Transport(String name, Exchange exchange) {
    this.name = name;
    this.exchange = exchange;
  }

  static Transport blocking(String name, Exchange exchange) {
    return new Transport(name, exchange);
  }

  static Transport asynchronous(String name, AsynchronousExchange exchange) {
    return new Transport(name, (method, uri, json) -> await(exchange.send(method, uri, json)));
  }

  private static Answer await(CompletableFuture<Answer> answer)
      throws IOException, InterruptedException {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        throw (IOException) e.getCause();
      }
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + PATIENCE_SECONDS + " seconds", e);
    }
  }

  String name() {
    return name;
  }

  Answer get(URI uri) throws IOException, InterruptedException {
    return exchange.send("GET", uri, null);
  }

  Answer post(URI uri, String json) throws IOException, InterruptedException {
    return exchange.send("POST", uri, json);
  }

  /** The same transport, seen by {@code log}. */
  Transport loggedBy(CallLog log, String service) {
    return new Transport(name, log.watch(service, name, exchange));
  }

  /** Sends a request, with a JSON body unless {@code json} is null, and waits for the answer. */
  interface Exchange {
    Answer send(String method, URI uri, @Nullable String json)
        throws IOException, InterruptedException;
  }

  /** Sends a request, with a JSON body unless {@code json} is null, and does not wait. */
  interface AsynchronousExchange {
    CompletableFuture<Answer> send(String method, URI uri, @Nullable String json);
  }
}
