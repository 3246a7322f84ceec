package dev.cloudrunauth.token;

import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that fetch tokens, those that end waits, and the one that keeps time: daemons,
 * started when there is something to do and gone a few seconds after. Several fetch, so that a
 * source that hangs for one audience does not keep the others waiting.
 */
public final class TokenThreads implements Scheduler {

  private static final int MAX_FETCHING = 8;
  private static final long IDLE_SECONDS = 5;

  private static final int MAX_RESUMING = 4;

  private final ThreadPoolExecutor fetching;
  private final ThreadPoolExecutor resuming;
  private final ScheduledThreadPoolExecutor timer;

  /** Threads of which none runs yet. */
  public TokenThreads() {
    fetching = pool(MAX_FETCHING, "cloud-run-auth-");
    resuming = pool(MAX_RESUMING, "cloud-run-auth-resume-");
    timer = new ScheduledThreadPoolExecutor(1, daemons("cloud-run-auth-timer-"));
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    // What is cancelled stays until its time has come, empty: to remove it takes a lock, and it is
    // cancelled on event loops too.
  }

  @Override
  public void execute(Runnable task) {
    fetching.execute(task);
  }

  @Override
  public void resume(Runnable task) {
    resuming.execute(task);
  }

  @Override
  public Future<?> schedule(Runnable task, long delayMillis) {
    // It would queue the task first, and keep it although there is no thread.
    timer.prestartCoreThread();
    return timer.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
  }

  /** Interrupts what runs and drops what does not run yet, for those who start an engine anew. */
  public void shutdownNow() {
    fetching.shutdownNow();
    resuming.shutdownNow();
    timer.shutdownNow();
  }

  private static ThreadPoolExecutor pool(int maxThreads, String prefix) {
    var pool =
        new ThreadPoolExecutor(
            maxThreads,
            maxThreads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons(prefix));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory daemons(String prefix) {
    var number = new AtomicInteger();
    return task -> {
      var thread = new Thread(null, task, prefix + number.incrementAndGet(), 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(TokenThreads.class.getClassLoader());
      return thread;
    };
  }
}
