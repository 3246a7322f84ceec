package dev.cloudrunauth.launch;

import dev.cloudrunauth.config.Strictness;
import dev.cloudrunauth.text.Printable;
import java.lang.instrument.Instrumentation;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One start of the agent: by the JVM's flag before {@code main}, or by an attachment. Its thread
 * reads the configuration. The agent is active once; a start whose configuration is broken can be
 * followed by another one.
 *
 * <p>{@code main} waits until it is known that the configuration is not strict, or that it is good.
 * Where its file cannot be read, as a pipe that nobody writes to, {@code main} does not wait for
 * ever; a configuration that comes later can no longer stop the JVM.
 */
public final class Launch implements Runnable {

  private static final String ALREADY_THERE =
      "cloud-run-auth: already there; this second start changes nothing";
  private static final String STILL_READING =
      "cloud-run-auth: already there, still reading its configuration; this second start changes"
          + " nothing";

  private static final long MAX_WAIT_NANOS = 5_000_000_000L;

  /** The entry class lets one thread at a time start the agent. */
  private static @Nullable Launch latest;

  private final @Nullable String argument;
  private final Properties properties;
  private final Startup startup;

  /** Before {@code main}, the thread that will run it. */
  private final @Nullable Thread mainThread;

  /** From here on, reading the configuration waits for nothing but the processor. */
  private volatile boolean isFileRead;

  private boolean isMainReleased;
  private boolean hasEnded;
  private boolean isSettled;

  private Launch(@Nullable String argument, boolean isBeforeMain, Startup startup) {
    this.argument = argument;
    // A copy: main may change them while the configuration is read.
    this.properties = (Properties) System.getProperties().clone();
    this.startup = startup;
    this.mainThread = isBeforeMain ? Thread.currentThread() : null;
    this.isMainReleased = !isBeforeMain;
  }

  /**
   * Starts the agent before {@code main}, which waits until this returns.
   *
   * @param argument what follows the {@code =} of the {@code -javaagent} flag, or {@code null}
   * @param instrumentation the JVM's instrumentation
   */
  public static void launch(@Nullable String argument, Instrumentation instrumentation) {
    if (latest == null) {
      launchFirst(argument, instrumentation, true);
    } else {
      System.err.println(ALREADY_THERE);
    }
  }

  /**
   * Starts the agent in a running process, which it never stops. Where the start before this one
   * has ended with a broken configuration, this one may bring a better one.
   *
   * @param argument the option string of the attachment, or {@code null}
   * @param instrumentation the JVM's instrumentation
   */
  public static void attach(@Nullable String argument, Instrumentation instrumentation) {
    var before = latest;
    if (before == null) {
      launchFirst(argument, instrumentation, false);
    } else if (before.hasFailed()) {
      var next = new Launch(argument, false, before.startup);
      next.readConfiguration();
      latest = next;
    } else {
      System.err.println(before.hasEnded() ? ALREADY_THERE : STILL_READING);
    }
  }

  private static void launchFirst(
      @Nullable String argument, Instrumentation instrumentation, boolean isBeforeMain) {
    var first = new Launch(argument, isBeforeMain, new Startup(instrumentation, new FirstUse()));
    first.readConfiguration();
    latest = first;
    first.startup.begin();
    first.awaitConfiguration();
  }

  private void readConfiguration() {
    var thread = new Thread(this, "cloud-run-auth-start");
    thread.setDaemon(true);
    thread.setContextClassLoader(Launch.class.getClassLoader());
    thread.start();
  }

  /** Reads the configuration, and sets the agent up. */
  @Override
  public void run() {
    try {
      if (!Strictness.isPossible(argument, properties, System.getenv())) {
        releaseMain();
      }
      startup.configuring().configure(this);
    } catch (Throwable fault) {
      System.err.println(
          "cloud-run-auth: not started, the application runs without it: "
              + Printable.line(fault.toString()));
    } finally {
      end();
    }
  }

  @Nullable String argument() {
    return argument;
  }

  /** The system properties as they were at the start. */
  Properties properties() {
    return properties;
  }

  /** The text of the configuration is there: {@code main} waits until it is parsed. */
  synchronized void fileIsRead() {
    isFileRead = true;
  }

  /** Lets {@code main} begin. */
  synchronized void releaseMain() {
    isMainReleased = true;
    LockSupport.unpark(mainThread);
  }

  /**
   * Whether {@code main} has not begun. If so it never will: it waits for the JVM's end.
   *
   * @return false where {@code main} no longer waits
   */
  synchronized boolean holdMain() {
    isFileRead = true;
    return !isMainReleased;
  }

  /** The configuration is good and applied: no other start is taken any more. */
  synchronized void settle() {
    isSettled = true;
  }

  private synchronized void end() {
    hasEnded = true;
    releaseMain();
  }

  private synchronized boolean hasFailed() {
    return hasEnded && !isSettled;
  }

  private synchronized boolean hasEnded() {
    return hasEnded;
  }

  private void awaitConfiguration() {
    long end = System.nanoTime() + MAX_WAIT_NANOS;
    while (!isMainReleased()) {
      long left = isFileRead ? MAX_WAIT_NANOS : end - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(this, left);
      } else {
        releaseMainUnlessFileIsRead();
      }
    }
  }

  private synchronized boolean isMainReleased() {
    return isMainReleased;
  }

  /**
   * Holds the lock while it sets the log up: if the file comes now, its log settings come after.
   */
  private synchronized void releaseMainUnlessFileIsRead() {
    if (!isFileRead && !isMainReleased) {
      isMainReleased = true;
      LogSettings.applyDefaults(System.getenv());
      FailureReport.logNotRead(Strictness.fileName(argument, properties, System.getenv()));
    }
  }
}
