package dev.cloudrunauth.token;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clocks that stand still until a test moves them, and the executor that goes by them: it runs what
 * is due on the thread of the test. A task may move the time itself, as one does that takes long.
 * Servers on other threads may read the clocks.
 */
public final class ManualTime extends AbstractExecutorService
    implements ScheduledExecutorService, Ticker {

  public static final long START_MILLIS = 1_700_000_000_000L;

  private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>();
  private volatile long steadyMillis = -50_000;
  private final AtomicLong wallMillis = new AtomicLong(START_MILLIS);
  private int scheduled;
  private boolean hasNoThreads;

  @Override
  public long wallMillis() {
    return wallMillis.get();
  }

  @Override
  public long steadyMillis() {
    return steadyMillis;
  }

  /** The wall clock, for servers that go by it too. */
  public Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(wallMillis.get());
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }

  /** Runs what is due now. */
  public void settle() {
    pass(0);
  }

  /** Lets time pass, and runs each task when its time comes. */
  public void pass(long millis) {
    long until = steadyMillis + millis;
    for (var next = tasks.peek(); next != null && next.dueMillis <= until; next = tasks.peek()) {
      tasks.remove();
      moveTo(next.dueMillis);
      next.run();
    }
    moveTo(until);
  }

  /** Sets the time of day forward or back; waits do not notice. */
  public void jumpWall(long millis) {
    wallMillis.addAndGet(millis);
  }

  /** Whether nothing can be run at once, as on a machine that is out of threads. */
  public void hasNoThreads(boolean newHasNoThreads) {
    hasNoThreads = newHasNoThreads;
  }

  /** Drops what was to run. */
  public void forget() {
    tasks.clear();
  }

  /** Whether nothing runs, and nothing will while nobody asks for it. */
  public boolean isIdle() {
    tasks.removeIf(Task::isCancelled);
    return tasks.isEmpty();
  }

  private void moveTo(long millis) {
    if (millis > steadyMillis) {
      wallMillis.addAndGet(millis - steadyMillis);
      steadyMillis = millis;
    }
  }

  @Override
  public void execute(Runnable command) {
    if (hasNoThreads) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    tasks.add(new Task<>(Executors.callable(command), steadyMillis));
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return schedule(Executors.callable(command), delay, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    var task = new Task<>(callable, steadyMillis + unit.toMillis(delay));
    tasks.add(task);
    return task;
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void shutdown() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Runnable> shutdownNow() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  private final class Task<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {

    final long dueMillis;
    private final int number = scheduled++;

    Task(Callable<V> callable, long dueMillis) {
      super(callable);
      this.dueMillis = dueMillis;
    }

    @Override
    public boolean isPeriodic() {
      return false;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueMillis - steadyMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      var that = (Task<?>) other;
      int byTime = Long.compare(dueMillis, that.dueMillis);
      return byTime != 0 ? byTime : Integer.compare(number, that.number);
    }
  }
}
