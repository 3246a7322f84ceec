package dev.cloudrunauth.launch;

import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.config.ConfigurationReader;
import dev.cloudrunauth.instrumentation.Authorizers;
import dev.cloudrunauth.instrumentation.ConfigurationWait;
import dev.cloudrunauth.management.AgentMXBean;
import dev.cloudrunauth.token.Scheduler;
import dev.cloudrunauth.token.TokenThreads;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What exists before the configuration is read: the authorizers, which wait for it, and the agent's
 * threads. Any thread may call.
 */
final class Policies {

  /** As long as for a token, where the configuration says nothing else. */
  private static final long CONFIGURATION_MILLIS = 5_000;

  private final ConfigurationWait wait =
      new ConfigurationWait(this::scheduler, this::onFailure, CONFIGURATION_MILLIS);

  final Authorizers authorizers = new Authorizers(wait);

  /** What JMX shows of the agent. */
  final CompletableFuture<@Nullable AgentMXBean> managed = new CompletableFuture<>();

  private volatile @Nullable Launch reading;
  private @Nullable Scheduler scheduler;

  /** The threads of the agent, of which none runs before there is something to do. */
  synchronized Scheduler scheduler() {
    if (scheduler == null) {
      scheduler = new TokenThreads();
    }
    return scheduler;
  }

  /** The configuration of a start is about to be read. */
  void read(Launch launch) {
    reading = launch;
  }

  /** What a request does that needs a token, as far as it is known without the file. */
  private OnFailure onFailure() {
    var launch = reading;
    return launch == null
        ? OnFailure.FAIL
        : ConfigurationReader.onFailureWithoutFile(
            launch.argument(), launch.properties(), System.getenv());
  }
}
