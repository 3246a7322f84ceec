package dev.cloudrunauth.token;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that fetch tokens: daemons, made when there is something to fetch and gone a few
 * seconds after. There are several, so that a source that hangs for one audience does not keep the
 * others waiting.
 */
public final class TokenThreads {

  private static final int MOST_THREADS = 8;
  private static final long IDLE_SECONDS = 5;

  private TokenThreads() {}

  /** An executor that has no thread while it has nothing to do. */
  public static ScheduledExecutorService executor() {
    var number = new AtomicInteger();
    var executor =
        new ScheduledThreadPoolExecutor(
            MOST_THREADS,
            task -> {
              var thread =
                  new Thread(null, task, "cloud-run-auth-" + number.incrementAndGet(), 0, false);
              thread.setDaemon(true);
              thread.setContextClassLoader(TokenThreads.class.getClassLoader());
              return thread;
            });
    executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }
}
