package dev.cloudrunauth.benchmark.soak;

import dev.cloudrunauth.local.LocalCloudRun;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Counts the requests for ID tokens, and makes the stand-in forget what it has received: it would
 * keep every request of the whole run in memory.
 */
final class SourceRequests implements AutoCloseable {

  private static final long PERIOD_MILLIS = 500;

  private final LocalCloudRun cloudRun;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "source-requests");
            thread.setDaemon(true);
            return thread;
          });
  private int counted;

  private SourceRequests(LocalCloudRun cloudRun) {
    this.cloudRun = cloudRun;
  }

  static SourceRequests begin(LocalCloudRun cloudRun) {
    var requests = new SourceRequests(cloudRun);
    var unused =
        requests.clock.scheduleWithFixedDelay(
            requests::take, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return requests;
  }

  /** How many there were. A request that comes just while the record is cleared is not counted. */
  synchronized int count() {
    take();
    return counted;
  }

  private synchronized void take() {
    counted += cloudRun.metadataServer().idTokenRequests().size();
    cloudRun.clear();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
