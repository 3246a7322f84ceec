package dev.cloudrunauth.instrumentation;

import dev.cloudrunauth.token.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The executor on which a hop goes on that has waited, so that the application finds none of the
 * agent's threads behind it. The agent's threads do not call that executor either, which could
 * block the one that keeps time: {@link Scheduler#resume} does. A thread that the executor starts
 * inherits the class loader of the request's own thread, not that of the agent's. And an executor
 * that runs everything at once, on whatever thread there is, runs nothing of the application's on
 * ours, but on a thread that is made for it.
 *
 * <p>Any thread may use it.
 */
final class OnwardExecutor implements Executor {

  private static final @Nullable ClassLoader OURS = OnwardExecutor.class.getClassLoader();
  private static final Executor DEFAULT = new CompletableFuture<Void>().defaultExecutor();

  private final Executor executor;
  private final Scheduler scheduler;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

  /** Made on the thread of the request. */
  OnwardExecutor(Executor executor, Scheduler scheduler) {
    this.executor = executor;
    this.scheduler = scheduler;
  }

  @Override
  public void execute(Runnable task) {
    // By this the agent's own threads are known.
    if (Thread.currentThread().getContextClassLoader() != OURS) {
      executor.execute(task);
      return;
    }
    try {
      scheduler.resume(() -> callExecutor(task));
    } catch (OutOfMemoryError noThread) {
      DEFAULT.execute(task);
    }
  }

  /**
   * Runs a task on a thread of its own, whatever the application's executor does. The pool on which
   * futures run by default is no substitute: all its threads may be waiting for this very request.
   */
  void executeApart(Runnable task) {
    withLoaderOfRequest(() -> start(task));
  }

  private static void start(Runnable task) {
    try {
      var thread = new Thread(task);
      thread.setDaemon(true);
      thread.start();
    } catch (OutOfMemoryError noThread) {
      DEFAULT.execute(task);
    }
  }

  private void callExecutor(Runnable task) {
    var ours = Thread.currentThread();
    try {
      withLoaderOfRequest(() -> executor.execute(() -> runUnlessOn(ours, task)));
    } catch (RuntimeException | Error rejected) {
      executeApart(task);
    }
  }

  private void withLoaderOfRequest(Runnable call) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      call.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void runUnlessOn(Thread ours, Runnable task) {
    if (Thread.currentThread() == ours) {
      executeApart(task);
    } else {
      task.run();
    }
  }
}
