package dev.cloudrunauth.token;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Clocks that stand still until a test moves them, and the executor that goes by them: it runs what
 * is due on the thread of the test. A task may move the time itself, as one does that takes long.
 * Servers on other threads may read the clocks.
 */
public final class ManualTime implements Scheduler, Ticker {

  public static final long START_MILLIS = 1_700_000_000_000L;

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private volatile long steadyMillis = -50_000;
  private final AtomicLong wallMillis = new AtomicLong(START_MILLIS);
  private int count;
  private boolean hasNoThreads;
  private boolean hasNoTimer;

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

  /** Whether nothing can be run later. */
  public void hasNoTimer(boolean newHasNoTimer) {
    hasNoTimer = newHasNoTimer;
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
  public void execute(Runnable task) {
    if (hasNoThreads) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    tasks.add(new Task(task, steadyMillis));
  }

  @Override
  public void resume(Runnable task) {
    if (hasNoThreads) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    tasks.add(new Task(task, steadyMillis));
  }

  @Override
  public Future<?> schedule(Runnable task, long delayMillis) {
    if (hasNoTimer) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    var scheduled = new Task(task, steadyMillis + delayMillis);
    tasks.add(scheduled);
    return scheduled;
  }

  private final class Task extends FutureTask<@Nullable Void> implements Comparable<Task> {

    final long dueMillis;
    private final int number = count++;

    Task(Runnable task, long dueMillis) {
      super(task, null);
      this.dueMillis = dueMillis;
    }

    @Override
    public int compareTo(Task that) {
      int byTime = Long.compare(dueMillis, that.dueMillis);
      return byTime != 0 ? byTime : Integer.compare(number, that.number);
    }
  }
}
