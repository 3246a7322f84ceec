package com.example.grpc;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * An application that can be undeployed: it takes a call, answers how it came out, and leaves no
 * thread behind. It calls on a thread of its own, because Netty leaves its buffers with each.
 */
public final class Deployed implements Function<String, String>, AutoCloseable {

  private final Channels channels = new Channels(new Sightings());

  /** An application that has made no call yet. */
  public Deployed() {}

  @Override
  public String apply(String call) {
    var outcome = new CompletableFuture<String>();
    var thread = new Thread(() -> outcome.complete(Call.parse(call).outcome(channels)));
    thread.start();
    join(thread);
    var text = outcome.join();
    return text.contains("no ID token") ? "no ID token" : text.replaceFirst(":.*", "");
  }

  /** Waits for the threads of gRPC, which end a second after the last use. */
  @Override
  public void close() {
    channels.close();
    while (true) {
      Thread last = null;
      for (var thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().matches("grpc-.*|globalEventExecutor.*|OkHttp.*")) {
          last = thread;
        }
      }
      if (last == null) {
        return;
      }
      join(last);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
