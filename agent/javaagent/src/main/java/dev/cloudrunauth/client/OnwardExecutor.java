package dev.cloudrunauth.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The executor on which a hop goes on that has waited, so that the application finds none of the
 * agent's threads behind it. The agent's threads do not call that executor either, which could
 * block the one that keeps time: other threads of the agent do nothing else. A thread that the
 * executor starts inherits the class loader of the request's own thread, not that of the agent's.
 * And an executor that runs everything at once, on whatever thread there is, runs nothing of the
 * application's on ours, but where futures run by default; the JDK does the same for its own
 * threads.
 *
 * <p>Any thread may use it.
 */
final class OnwardExecutor implements Executor {

  private static final @Nullable ClassLoader OURS = OnwardExecutor.class.getClassLoader();
  private static final int MAX_CALLERS = 4;
  private static final long IDLE_SECONDS = 5;
  private static final Executor DEFAULT = new CompletableFuture<Void>().defaultExecutor();

  private static final ThreadPoolExecutor CALLERS = callers();

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
    } else {
      CALLERS.execute(() -> callExecutor(task));
    }
  }

  private void callExecutor(Runnable task) {
    var thread = Thread.currentThread();
    thread.setContextClassLoader(loader);
    try {
      executor.execute(() -> runUnlessOn(thread, task));
    } catch (RuntimeException | Error rejected) {
      DEFAULT.execute(task);
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

  private static ThreadPoolExecutor callers() {
    var number = new AtomicInteger();
    var threads =
        new ThreadPoolExecutor(
            MAX_CALLERS,
            MAX_CALLERS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              var thread =
                  new Thread(
                      null, task, "cloud-run-auth-onward-" + number.incrementAndGet(), 0, false);
              thread.setDaemon(true);
              thread.setContextClassLoader(OURS);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
