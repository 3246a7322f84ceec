package com.example.vertx;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Vert.x in a way that is the same from 4.5 on: some methods return something else from 5.0 on. */
public final class VertxParts {

  private static final int CONNECTIONS = 500;

  /** Vert.x closes a client that nobody holds. */
  private static final Queue<HttpClient> HELD = new ConcurrentLinkedQueue<>();

  private VertxParts() {}

  /** A Vert.x that finds hosts as the JVM does. */
  public static Vertx vertx() {
    System.setProperty("vertx.disableDnsResolver", "true");
    return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  }

  /** What it logs of failures that are no failures of the program's is not wanted. */
  public static List<Logger> silent() {
    var silent = List.of(Logger.getLogger("io.vertx"), Logger.getLogger("io.netty"));
    silent.forEach(logger -> logger.setLevel(Level.OFF));
    return silent;
  }

  /** What asks for HTTP/2, or for HTTP/1.1. */
  public static HttpClientOptions options(boolean isHttp2) {
    return new HttpClientOptions()
        .setUseAlpn(isHttp2)
        .setProtocolVersion(isHttp2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
  }

  /** A client. */
  public static HttpClient client(Vertx vertx, HttpClientOptions options) {
    try {
      var pool = Class.forName("io.vertx.core.http.PoolOptions");
      var poolOptions = pool.getConstructor().newInstance();
      pool.getMethod("setHttp1MaxSize", int.class).invoke(poolOptions, CONNECTIONS);
      var client =
          (HttpClient)
              Vertx.class
                  .getMethod("createHttpClient", HttpClientOptions.class, pool)
                  .invoke(vertx, options, poolOptions);
      HELD.add(client);
      return client;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives a request up. */
  public static void reset(HttpClientRequest request) {
    try {
      HttpClientRequest.class.getMethod("reset").invoke(request);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The result of a future, which this waits for. */
  public static <T> T get(Future<T> future) throws ExecutionException, InterruptedException {
    return future(future).get();
  }

  /** Has something done on a context of Vert.x. */
  public static <T> CompletableFuture<T> onContext(Vertx vertx, Supplier<Future<T>> task) {
    var outcome = new CompletableFuture<T>();
    vertx.runOnContext(
        nothing -> {
          var unused =
              future(task.get())
                  .whenComplete(
                      (result, failure) -> {
                        if (failure == null) {
                          outcome.complete(result);
                        } else {
                          outcome.completeExceptionally(failure);
                        }
                      });
        });
    return outcome;
  }

  /** The same future as the JDK has them. */
  public static <T> CompletableFuture<T> future(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture();
  }

  /** Headers by their names in lower case. */
  public static Map<String, List<String>> map(MultiMap headers) {
    var map = new HashMap<String, List<String>>();
    for (var header : headers.entries()) {
      map.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue());
    }
    return map;
  }

  /** The name of a protocol as TLS negotiates it. */
  public static String protocol(HttpVersion version) {
    return version.alpnName();
  }
}
