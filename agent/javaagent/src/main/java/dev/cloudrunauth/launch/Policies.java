package dev.cloudrunauth.launch;

import dev.cloudrunauth.audience.OnFailure;
import dev.cloudrunauth.client.ConfigurationWait;
import dev.cloudrunauth.client.ConfiguredPolicy;
import dev.cloudrunauth.client.ConfiguredRefusals;
import dev.cloudrunauth.client.HopPolicy;
import dev.cloudrunauth.client.Refusals;
import dev.cloudrunauth.config.ConfigurationReader;
import dev.cloudrunauth.explain.Explainer;
import dev.cloudrunauth.explain.NoToken;
import dev.cloudrunauth.management.AgentMXBean;
import dev.cloudrunauth.token.Scheduler;
import dev.cloudrunauth.token.TokenThreads;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about each client, as soon as it is read: a policy, or {@code null}
 * for a client that is left alone. Requests that come before wait for it. Answers do not: what is
 * made of their refusals is there before the first request goes. A configuration that was broken
 * may be followed by a good one.
 */
final class Policies {

  /** As long as for a token, where the configuration says nothing else. */
  private static final long CONFIGURATION_MILLIS = 5_000;

  private final ConfigurationWait wait =
      new ConfigurationWait(this::scheduler, this::onFailure, CONFIGURATION_MILLIS);

  final ConfiguredPolicy javaNetHttp = new ConfiguredPolicy(wait);
  final ConfiguredPolicy okHttp = new ConfiguredPolicy(wait);
  final ConfiguredRefusals javaNetHttpRefusals = new ConfiguredRefusals();
  final ConfiguredRefusals okHttpRefusals = new ConfiguredRefusals();

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

  /** Gives tokens to the requests of the clients that are on. */
  void set(HopPolicy policy, boolean isJavaNetHttpOn, boolean isOkHttpOn, Explainer explainer) {
    var refusals = Refusals.of(policy, explainer);
    javaNetHttpRefusals.set(
        isJavaNetHttpOn
            ? refusals
            : Refusals.of(NoToken.clientOff("clients.java-net-http"), explainer));
    okHttpRefusals.set(
        isOkHttpOn ? refusals : Refusals.of(NoToken.clientOff("clients.okhttp"), explainer));
    javaNetHttp.set(isJavaNetHttpOn ? policy : null);
    okHttp.set(isOkHttpOn ? policy : null);
  }

  /** Leaves every request alone, and explains those that are refused. */
  void none(NoToken why, Explainer explainer) {
    var refusals = Refusals.of(why, explainer);
    javaNetHttpRefusals.set(refusals);
    okHttpRefusals.set(refusals);
    javaNetHttp.set(null);
    okHttp.set(null);
  }

  /** Leaves every request alone that is not decided about yet. */
  void none() {
    javaNetHttp.leaveAloneIfUnread();
    okHttp.leaveAloneIfUnread();
  }
}
