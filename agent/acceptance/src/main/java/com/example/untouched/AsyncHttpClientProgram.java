package com.example.untouched;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.asynchttpclient.AsyncCompletionHandler;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.BoundRequestBuilder;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.Response;
import org.asynchttpclient.netty.request.NettyRequest;
import org.jspecify.annotations.Nullable;

/** How AsyncHttpClient behaves. */
public final class AsyncHttpClientProgram {

  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration LATER = Duration.ofSeconds(2);

  private AsyncHttpClientProgram() {}

  /**
   * Runs the program.
   *
   * @param arguments as {@link Probes} reads them
   * @throws Exception if it is interrupted
   */
  public static void main(String[] arguments) throws Exception {
    var silent = List.of(Logger.getLogger("org.asynchttpclient"), Logger.getLogger("io.netty"));
    silent.forEach(logger -> logger.setLevel(Level.OFF));
    var probes = new Probes(arguments);
    try (var client = Dsl.asyncHttpClient(config())) {
      // The first call takes longer than some time-outs.
      client.prepareGet(arguments[0] + "/hello").execute().get();
      make(probes, client);
    }
    silent.forEach(logger -> logger.setLevel(null));
    System.exit(0);
  }

  private static void make(Probes probes, AsyncHttpClient client) throws InterruptedException {
    probes.make(
        "requestTimeout",
        (service, seen) ->
            failure(client.prepareGet(service.url("/hang")).setRequestTimeout(LATER), seen));
    probes.make(
        "readTimeout",
        (service, seen) ->
            failure(client.prepareGet(service.url("/hang")).setReadTimeout(LATER), seen));
    probes.make(
        "requestTimeout while tokens are out",
        (service, seen) ->
            withoutTokens(
                client.prepareGet(service.url("/hang")).setRequestTimeout(SOON), service, seen));
    probes.make(
        "readTimeout while tokens are out",
        (service, seen) ->
            withoutTokens(
                client.prepareGet(service.url("/hang")).setReadTimeout(SOON), service, seen));
    probes.make(
        "readTimeout while tokens are out, and its thread is slow",
        (service, seen) -> {
          try (var slow = new SlowAbort()) {
            withoutTokens(
                client.prepareGet(service.url("/hang")).setReadTimeout(SOON), service, seen);
            seen.add("slow", slow.isUsed);
          }
        });
    probes.make(
        "the answer breaks off",
        (service, seen) -> failure(client.prepareGet(service.url("/broken")), seen));
    probes.make(
        "an unknown certificate",
        (service, seen) -> {
          var context = SslContextBuilder.forClient().trustManager(TrustNobody.manager()).build();
          failure(config().setSslContext(context), service, seen);
        });
    probes.makeWhereNobodyListens(
        "connection refused",
        (service, seen) -> failure(client.prepareGet(service.url("/hello")), seen));
    probes.makeWhereNobodyAccepts(
        "connectTimeout",
        (service, seen) -> failure(config().setConnectTimeout(SOON), service, seen));
    probes.make("a handler that throws", (service, seen) -> throwingHandler(client, service, seen));
    probes.make("events and threads", (service, seen) -> events(client, service, seen));
    probes.make("cancel", (service, seen) -> cancel(client, service, seen));
  }

  private static DefaultAsyncHttpClientConfig.Builder config() {
    return new DefaultAsyncHttpClientConfig.Builder()
        .setThreadFactory(new DefaultThreadFactory("app-client", true));
  }

  private static void withoutTokens(BoundRequestBuilder request, Service service, Seen seen)
      throws InterruptedException {
    service.stopTokens();
    try {
      failure(request, seen);
    } finally {
      service.resumeTokens();
    }
  }

  /** By a client of its own. */
  private static void failure(
      DefaultAsyncHttpClientConfig.Builder config, Service service, Seen seen)
      throws InterruptedException, IOException {
    try (var client = Dsl.asyncHttpClient(config)) {
      failure(client.prepareGet(service.url("/hello")), seen);
    }
  }

  /** The class alone: messages name addresses. */
  private static void failure(BoundRequestBuilder request, Seen seen) throws InterruptedException {
    var events = new Events(seen);
    try {
      seen.add("status", request.execute(events).get().getStatusCode());
    } catch (ExecutionException failure) {
      seen.add("fails", String.valueOf(failure.getCause()).replaceAll(":.*", ""));
    }
  }

  private static void throwingHandler(AsyncHttpClient client, Service service, Seen seen)
      throws InterruptedException {
    var call =
        client
            .prepareGet(service.url("/hello"))
            .execute(
                new AsyncCompletionHandler<String>() {
                  @Override
                  public String onCompleted(@Nullable Response response) {
                    throw new IllegalStateException("the handler's");
                  }
                });
    try {
      seen.add(String.valueOf(call.get()));
    } catch (ExecutionException failure) {
      seen.add("fails", String.valueOf(failure.getCause()));
    }
  }

  private static void events(AsyncHttpClient client, Service service, Seen seen)
      throws InterruptedException, ExecutionException {
    for (var url : List.of(service.url("/hello"), service.url("/hello?again"))) {
      var call = client.prepareGet(url).execute(new Events(seen));
      seen.add("body", call.get().getResponseBody());
    }
  }

  private static void cancel(AsyncHttpClient client, Service service, Seen seen)
      throws InterruptedException, ExecutionException {
    var call = client.prepareGet(service.url("/wait")).execute(new Events(seen));
    service.awaitArrival();
    seen.add("cancel", call.cancel(true));
    seen.add("done", call.isDone());
    service.release();
    seen.add(client.prepareGet(service.url("/hello")).execute().get().getResponseBody());
  }

  /** What happens to a request, and on which threads. */
  private static final class Events extends AsyncCompletionHandler<Response> {

    private final Seen seen;

    Events(Seen seen) {
      this.seen = seen;
    }

    @Override
    public void onRequestSend(NettyRequest request) {
      seen.add("onRequestSend");
    }

    @Override
    public void onRetry() {
      seen.add("onRetry");
    }

    @Override
    public Response onCompleted(@Nullable Response response) {
      seen.usualThread("onCompleted");
      if (response == null) {
        throw new IllegalStateException("no response");
      }
      return response;
    }
  }

  /** The thread that ends a call in vain is held up when it has closed the channel. */
  private static final class SlowAbort extends Handler implements AutoCloseable {

    private final Logger logger =
        Logger.getLogger("org.asynchttpclient.netty.request.NettyRequestSender");

    private volatile boolean isUsed;

    SlowAbort() {
      logger.setUseParentHandlers(false);
      logger.setLevel(Level.FINE);
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
      if (String.valueOf(record.getMessage()).startsWith("Aborting Future")) {
        isUsed = true;
        LockSupport.parkNanos(SOON.toNanos());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
      logger.setLevel(null);
      logger.setUseParentHandlers(true);
    }
  }
}
