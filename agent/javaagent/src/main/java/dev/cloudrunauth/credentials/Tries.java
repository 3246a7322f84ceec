package dev.cloudrunauth.credentials;

import dev.cloudrunauth.token.TokenSourceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Gives each try to get a token a thread and a {@link Deadline}, and waits for it no longer than
 * that. Nearly all that can block heeds the deadline itself. What cannot, such as a proxy selector
 * or an authenticator of the application, a program that a credentials file names, or a file on a
 * disk that is stuck, keeps its thread, and nobody waits for it.
 *
 * <p>Threads may share it.
 */
final class Tries {

  /** How many threads may be stuck before no more are started. */
  static final int MAX_STUCK = 16;

  private final AtomicInteger stuck = new AtomicInteger();

  /**
   * Does work within a limit.
   *
   * @param limitMillis how long it may take, in milliseconds
   * @param work what to do; {@link Deadline#current} is its deadline
   * @throws TokenSourceException if it takes longer, or if too many tries are stuck already
   * @throws IOException if the work fails so
   */
  <T> T run(long limitMillis, Callable<T> work) throws IOException {
    // A little earlier than the caller's, so that the step that takes too long is reported by name.
    var deadline = Deadline.in(limitMillis - limitMillis / 20);
    if (stuck.get() >= MAX_STUCK) {
      throw new TokenSourceException(
          MAX_STUCK + " earlier tries have not ended yet", true, 0, null);
    }
    var task = new Try<>(deadline, work);
    SideThread.run("try", task);
    try {
      return task.get(limitMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      deadline.end();
      throw new TokenSourceException(deadline.failure(), true, 0, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException failure) {
      throw thrown(failure.getCause());
    } finally {
      task.leave();
    }
  }

  /** What the work threw: to be thrown, if it has not been. */
  private static IOException thrown(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException) {
      throw (RuntimeException) cause;
    }
    if (cause instanceof Error) {
      throw (Error) cause;
    }
    return cause instanceof IOException ? (IOException) cause : new IOException(cause);
  }

  /** A try that counts as stuck from when its caller leaves it until it ends after all. */
  private final class Try<T> extends FutureTask<T> {

    private final AtomicInteger parties = new AtomicInteger(2);

    Try(Deadline deadline, Callable<T> work) {
      super(() -> deadline.bind(work));
    }

    @Override
    protected void done() {
      if (parties.decrementAndGet() == 0) {
        stuck.decrementAndGet();
      }
    }

    /** Called by who has waited for it. */
    void leave() {
      if (!isDone()) {
        stuck.incrementAndGet();
        if (parties.decrementAndGet() == 0) {
          stuck.decrementAndGet();
        }
      }
    }
  }
}
