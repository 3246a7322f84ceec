package dev.cloudrunauth.launch;

import dev.cloudrunauth.client.HopPolicy;
import dev.cloudrunauth.client.Refusals;
import dev.cloudrunauth.explain.Explainer;
import dev.cloudrunauth.explain.NoToken;
import dev.cloudrunauth.management.AgentMXBean;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about each client, as soon as it is read: a policy, or {@code null}
 * for a client that is left alone. Requests that come before wait for it. Answers do not: what is
 * made of their refusals is there before the first request goes.
 */
final class Policies {

  final CompletableFuture<@Nullable HopPolicy> javaNetHttp = new CompletableFuture<>();
  final CompletableFuture<@Nullable HopPolicy> okHttp = new CompletableFuture<>();
  final CompletableFuture<@Nullable Refusals> javaNetHttpRefusals = new CompletableFuture<>();
  final CompletableFuture<@Nullable Refusals> okHttpRefusals = new CompletableFuture<>();

  /** What JMX shows of the agent. */
  final CompletableFuture<@Nullable AgentMXBean> managed = new CompletableFuture<>();

  /** Gives tokens to the requests of the clients that are on. */
  void set(HopPolicy policy, boolean isJavaNetHttpOn, boolean isOkHttpOn, Explainer explainer) {
    var refusals = Refusals.of(policy, explainer);
    javaNetHttpRefusals.complete(
        isJavaNetHttpOn
            ? refusals
            : Refusals.of(NoToken.clientOff("clients.java-net-http"), explainer));
    okHttpRefusals.complete(
        isOkHttpOn ? refusals : Refusals.of(NoToken.clientOff("clients.okhttp"), explainer));
    javaNetHttp.complete(isJavaNetHttpOn ? policy : null);
    okHttp.complete(isOkHttpOn ? policy : null);
  }

  /** Leaves every request alone, and tells of those that are refused why. */
  void none(NoToken why, Explainer explainer) {
    var refusals = Refusals.of(why, explainer);
    javaNetHttpRefusals.complete(refusals);
    okHttpRefusals.complete(refusals);
    none();
  }

  /** Leaves every request and every answer alone that is not decided yet. */
  void none() {
    javaNetHttpRefusals.complete(null);
    okHttpRefusals.complete(null);
    javaNetHttp.complete(null);
    okHttp.complete(null);
    managed.complete(null);
  }
}
