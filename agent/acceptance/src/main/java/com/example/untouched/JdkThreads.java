package com.example.untouched;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Which threads the application meets in its own code, and which of them have to wait. */
final class JdkThreads {

  private static final int POOL = 3;

  private JdkThreads() {}

  static void make(Probes probes) throws Exception {
    for (var version : new Version[] {Version.HTTP_1_1, Version.HTTP_2}) {
      make(probes, "an executor of its own, " + version, version, new Named());
      make(probes, "an executor that runs at once, " + version, version, Runnable::run);
      make(probes, "the default executor, " + version, version, null);
    }
    probes.make("a single thread is free while tokens are out", JdkThreads::singleThread);
  }

  private static void make(Probes probes, String name, Version version, @Nullable Executor executor)
      throws Exception {
    probes.make(
        "threads of sendAsync, new connection, " + name,
        (service, seen) -> sendAsync(JdkWay.client(version, executor), service, seen));
    probes.make(
        "threads of sendAsync, open connection, " + name,
        (service, seen) ->
            sendAsync(JdkWay.opened(JdkWay.client(version, executor), service), service, seen));
    probes.make(
        "threads of send, open connection, " + name,
        (service, seen) ->
            send(JdkWay.opened(JdkWay.client(version, executor), service), service, seen));
  }

  private static void sendAsync(HttpClient client, Service service, Seen seen) throws Exception {
    var answer = client.sendAsync(post(service, seen), new Observed(seen));
    var early = answer.thenAccept(response -> seen.thread("what was registered early"));
    service.awaitArrival();
    service.release();
    early.get();
    answer.thenAccept(response -> seen.thread("what was registered late")).get();
  }

  /** Answered when the calling thread has nothing left to do but wait. */
  private static void send(HttpClient client, Service service, Seen seen) throws Exception {
    var caller = Thread.currentThread();
    var release =
        new Thread(
            () -> {
              service.awaitArrival();
              while (caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              service.release();
            });
    release.start();
    client.send(post(service, seen), new Observed(seen));
    release.join();
  }

  private static HttpRequest post(Service service, Seen seen) {
    return HttpRequest.newBuilder(service.uri("/wait")).POST(new ObservedBody(seen)).build();
  }

  /** Another call over the same client is answered while the first one has no token. */
  private static void singleThread(Service service, Seen seen) throws Exception {
    var client = JdkWay.client(Version.HTTP_2, Executors.newSingleThreadExecutor(new Named()));
    service.stopTokens();
    var first =
        client.sendAsync(
            HttpRequest.newBuilder(service.uri("/wait")).build(), BodyHandlers.ofString());
    var second =
        client.sendAsync(
            HttpRequest.newBuilder(service.elsewhere()).build(), BodyHandlers.ofString());
    seen.add("second", second.get().statusCode());
    seen.add("first is done", first.isDone());
    service.resumeTokens();
    service.release();
    seen.add("first", first.get().statusCode());
  }

  /** A pool whose threads are known by their names; each client has its own threads of it. */
  private static final class Named implements Executor, ThreadFactory {

    private final AtomicInteger threads = new AtomicInteger();
    private final Executor pool = Executors.newFixedThreadPool(POOL, this);

    @Override
    public void execute(Runnable task) {
      pool.execute(task);
    }

    @Override
    public Thread newThread(Runnable task) {
      var thread = new Thread(task, "app-" + threads.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    }
  }
}
