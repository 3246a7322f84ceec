package dev.cloudrunauth.launch;

import dev.cloudrunauth.config.Strictness;
import dev.cloudrunauth.text.Printable;
import java.lang.instrument.Instrumentation;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * One start of the agent: by the JVM's flag before {@code main}, or by an attachment. Its thread
 * reads the configuration. The agent is active once; a start whose configuration is broken can be
 * followed by another one.
 */
public final class Launch implements Runnable {

  private static final String ALREADY_THERE =
      "cloud-run-auth: already there; this second start changes nothing";
  private static final String STILL_READING =
      "cloud-run-auth: already there, still reading its configuration; this second start changes"
          + " nothing";

  /** The entry class lets one thread at a time start the agent. */
  private static @Nullable Launch latest;

  private final @Nullable String argument;
  private final Properties properties;
  private final Startup startup;
  private final MainGate gate;
  private volatile boolean hasEnded;
  private volatile boolean isSettled;

  private Launch(@Nullable String argument, Startup startup, MainGate gate) {
    this.argument = argument;
    // A copy: main may change them while the configuration is read.
    this.properties = (Properties) System.getProperties().clone();
    this.startup = startup;
    this.gate = gate;
  }

  /**
   * Starts the agent before {@code main}, which waits until this returns.
   *
   * @param argument what follows the {@code =} of the {@code -javaagent} flag, or {@code null}
   * @param instrumentation the JVM's instrumentation
   */
  public static void launch(@Nullable String argument, Instrumentation instrumentation) {
    if (latest == null) {
      launchFirst(argument, instrumentation, new MainGate(Thread.currentThread()));
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
      launchFirst(argument, instrumentation, new MainGate(null));
    } else if (before.hasEnded && !before.isSettled) {
      var next = new Launch(argument, before.startup, new MainGate(null));
      next.readConfiguration();
      latest = next;
    } else {
      System.err.println(before.hasEnded ? ALREADY_THERE : STILL_READING);
    }
  }

  private static void launchFirst(
      @Nullable String argument, Instrumentation instrumentation, MainGate gate) {
    var first = new Launch(argument, new Startup(instrumentation, new FirstUse()), gate);
    first.readConfiguration();
    latest = first;
    first.startup.begin();
    gate.await(first);
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
        gate.open();
      }
      startup.configuring().configure(this);
    } catch (Throwable fault) {
      System.err.println(
          "cloud-run-auth: not started, the application runs without it: "
              + Printable.line(fault.toString()));
    } finally {
      hasEnded = true;
      gate.open();
    }
  }

  @Nullable String argument() {
    return argument;
  }

  /** The system properties as they were at the start. */
  Properties properties() {
    return properties;
  }

  /** Holds {@code main} back. */
  MainGate gate() {
    return gate;
  }

  /** The configuration is valid and applied: no other start is accepted any more. */
  void settle() {
    isSettled = true;
  }

  /** The application's {@code main} begins before the configuration is read. */
  void configurationIsOverdue() {
    LogSettings.applyDefaults(System.getenv());
    FailureReport.logNotRead(Strictness.fileName(argument, properties, System.getenv()));
  }
}
