package dev.cloudrunauth.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The executor on which a hop goes on that has waited, so that the application finds none of the
 * agent's threads behind it. A thread that the executor starts inherits the class loader of the
 * request's own thread, not that of the agent's. And an executor that runs everything at once, on
 * whatever thread there is, runs nothing of the application's on ours, but where futures run by
 * default; the JDK does the same for its own threads.
 *
 * <p>Any thread may use it.
 */
final class OnwardExecutor implements Executor {

  private static final @Nullable ClassLoader OURS = OnwardExecutor.class.getClassLoader();
  private static final Executor DEFAULT = new CompletableFuture<Void>().defaultExecutor();

  private final Executor executor;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

  /** Made on the thread of the request. */
  OnwardExecutor(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    var thread = Thread.currentThread();
    // By this the agent's own threads are known.
    if (thread.getContextClassLoader() != OURS) {
      executor.execute(task);
      return;
    }
    thread.setContextClassLoader(loader);
    try {
      executor.execute(() -> runUnlessOn(thread, task));
    } finally {
      thread.setContextClassLoader(OURS);
    }
  }

  private static void runUnlessOn(Thread ours, Runnable task) {
    if (Thread.currentThread() == ours) {
      DEFAULT.execute(task);
    } else {
      task.run();
    }
  }
}
