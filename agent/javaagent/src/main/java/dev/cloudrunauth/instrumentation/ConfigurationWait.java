package dev.cloudrunauth.instrumentation;

import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.text.Printable;
import dev.cloudrunauth.token.Scheduler;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long requests wait for the configuration, and what happens to them when it does not come: a
 * file can be a pipe that nobody writes to, or lie on a file system that hangs. The first request
 * that has waited for the whole limit lets all later ones go without waiting, until it is read.
 *
 * <p>The same for every client. Any thread may ask.
 */
public final class ConfigurationWait {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWait.class);
  private static final String CLOUD_RUN = ".run.app";

  private final Supplier<Scheduler> scheduler;
  private final Supplier<OnFailure> onFailure;
  private final long limitMillis;
  private final AtomicBoolean reported = new AtomicBoolean();
  private volatile @Nullable OnFailure whenOverdue;

  /**
   * A wait that nobody has begun.
   *
   * @param scheduler keeps time for those who wait without a thread
   * @param onFailure what a request does without a token, as far as that is known without the file
   * @param limitMillis how long a request waits at most, in milliseconds
   */
  public ConfigurationWait(
      Supplier<Scheduler> scheduler, Supplier<OnFailure> onFailure, long limitMillis) {
    this.scheduler = scheduler;
    this.onFailure = onFailure;
    this.limitMillis = limitMillis;
  }

  Scheduler scheduler() {
    return scheduler.get();
  }

  long limitMillis() {
    return limitMillis;
  }

  /** Whether a request has waited for the whole limit: no other waits then. */
  boolean isOverdue() {
    return whenOverdue != null;
  }

  /**
   * The configuration has not come in time.
   *
   * @param host the host of a request
   * @return why that request must fail, or {@code null} if it is sent as it is. Only one to Cloud
   *     Run can fail: whether any other host needs a token is not known
   */
  @Nullable RequestFailure overdue(@Nullable String host) {
    var decided = whenOverdue;
    if (decided == null) {
      decided = onFailure.get();
      whenOverdue = decided;
    }
    boolean fails = decided == OnFailure.FAIL;
    if (reported.compareAndSet(false, true)) {
      LOG.warn(
          "The configuration has not been read after {} ms: until it is, {} are sent without an ID"
              + " token",
          limitMillis,
          fails ? "requests to hosts below run.app fail, and all others" : "all requests");
    }
    if (!fails || host == null || !isBelowCloudRun(host)) {
      return null;
    }
    return RequestFailure.noToken(
        new IOException(
            "no ID token for https://"
                + Printable.text(host)
                + ": the agent's configuration has not been read after "
                + limitMillis
                + " ms"));
  }

  private static boolean isBelowCloudRun(String host) {
    int start = host.length() - CLOUD_RUN.length();
    return start > 0 && host.regionMatches(true, start, CLOUD_RUN, 0, CLOUD_RUN.length());
  }
}
