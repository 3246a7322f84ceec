package dev.cloudrunauth.launch;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Where the class loader of the agent enters it. */
public final class Launch {

  private Launch() {}

  /**
   * Starts the agent. Called once, before {@code main} or in a running process.
   *
   * @param argument what follows the {@code =} of the {@code -javaagent} flag, or {@code null}
   * @param instrumentation the JVM's instrumentation
   */
  public static void launch(@Nullable String argument, Instrumentation instrumentation) {
    new Startup(argument, instrumentation, new FirstUse()).begin();
  }
}
