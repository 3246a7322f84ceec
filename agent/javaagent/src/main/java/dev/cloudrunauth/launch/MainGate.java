package dev.cloudrunauth.launch;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Holds {@code main} back until it is known that the configuration is not strict, or that it is
 * valid. Where its file cannot be read, as a pipe that nobody writes to, {@code main} does not wait
 * for ever.
 *
 * <p>Any thread may call.
 */
final class MainGate {

  private static final long MAX_WAIT_NANOS = 5_000_000_000L;

  /** The thread that will run {@code main}; {@code null} where {@code main} runs already. */
  private final @Nullable Thread mainThread;

  private boolean isOpen;

  /** From here on, reading the configuration waits for nothing but the processor. */
  private boolean isFileRead;

  MainGate(@Nullable Thread mainThread) {
    this.mainThread = mainThread;
    this.isOpen = mainThread == null;
  }

  /** Lets {@code main} begin. */
  synchronized void open() {
    isOpen = true;
    LockSupport.unpark(mainThread);
  }

  /** The text of the configuration is there: {@code main} waits until it is parsed. */
  synchronized void fileIsRead() {
    isFileRead = true;
  }

  /**
   * Keeps {@code main} from beginning, if it has not: it then waits for the end of the JVM.
   *
   * @return false if {@code main} no longer waits
   */
  synchronized boolean hold() {
    isFileRead = true;
    return !isOpen;
  }

  /**
   * Waits until {@code main} may begin.
   *
   * @param launch what is told if the file is not read in time
   */
  void await(Launch launch) {
    long end = System.nanoTime() + MAX_WAIT_NANOS;
    long pause = pauseNanos(end, launch);
    while (pause > 0) {
      LockSupport.parkNanos(this, pause);
      pause = pauseNanos(end, launch);
    }
  }

  /**
   * How long to wait before the next look; 0 if the gate is open. It keeps the lock while {@code
   * launch} sets the log up: if the file is read now, its log settings come after.
   */
  private synchronized long pauseNanos(long end, Launch launch) {
    if (isOpen || isFileRead) {
      return isOpen ? 0 : MAX_WAIT_NANOS;
    }
    long left = end - System.nanoTime();
    if (left <= 0) {
      isOpen = true;
      launch.configurationIsOverdue();
    }
    return Math.max(0, left);
  }
}
