package dev.cloudrunauth.launch;

import dev.cloudrunauth.config.Strictness;
import dev.cloudrunauth.weave.Weaver;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent: registers the transformer and reads the configuration on a thread of its own,
 * while the application starts.
 */
public final class Launch {

  private Launch() {}

  /**
   * Starts the agent. Called once, before {@code main} or in a running process.
   *
   * @param argument what follows the {@code =} of the {@code -javaagent} flag, or {@code null}
   * @param instrumentation the JVM's instrumentation
   */
  public static void launch(@Nullable String argument, Instrumentation instrumentation) {
    var policies = new Policies();
    var firstUse = new FirstUse();
    var clientUse = new ClientUse(new Hook(instrumentation, policies), firstUse);
    var weaver = new Weaver(clientUse, new WeaveReports());
    var configuring = new Configuring(argument, policies, weaver, firstUse);
    if (Strictness.isPossible(argument, System.getProperties(), System.getenv())) {
      configuring.run();
    } else {
      inBackground(configuring);
    }
    weaver.start(instrumentation);
    clientUse.count();
    instrumentation.addTransformer(new NetworkUse(firstUse), true);
  }

  private static void inBackground(Configuring configuring) {
    var thread = new Thread(configuring, "cloud-run-auth-start");
    thread.setDaemon(true);
    thread.setContextClassLoader(Launch.class.getClassLoader());
    thread.start();
  }
}
