package dev.cloudrunauth.token;

import java.util.concurrent.Future;

/**
 * Runs what the engine has to do on other threads than its callers'. Any thread may use it.
 *
 * <p>What may block, what ends a wait and what keeps time are apart: a source that never answers
 * can hold every thread that calls it, and a log or an executor of the application's that blocks
 * can hold those that end waits. Time passes all the same.
 */
public interface Scheduler {

  /**
   * Runs a task that may block for seconds. Tasks may have to wait until a thread is free.
   *
   * @param task what to run
   * @throws OutOfMemoryError if the machine is out of threads; the task does not run then
   */
  void execute(Runnable task);

  /**
   * Runs a task that ends a wait, soon. It may write to the log, and call what the application has
   * given to its client.
   *
   * @param task what to run
   * @throws OutOfMemoryError if the machine is out of threads; the task does not run then
   */
  void resume(Runnable task);

  /**
   * Runs a task later, on a thread that nothing ever blocks.
   *
   * @param task what to run; it must not block either
   * @param delayMillis when, in milliseconds from now
   * @return a future by which the task can be cancelled
   * @throws OutOfMemoryError if the machine is out of threads; the task does not run then
   */
  Future<?> schedule(Runnable task, long delayMillis);
}
