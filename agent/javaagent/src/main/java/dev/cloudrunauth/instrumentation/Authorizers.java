package dev.cloudrunauth.instrumentation;

import dev.cloudrunauth.explain.Explainer;
import dev.cloudrunauth.explain.NoToken;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The authorizers of all clients, and the one future that requests wait for until the configuration
 * is read. A broken configuration may be followed by a good one.
 *
 * <p>Any thread may call.
 */
public final class Authorizers {

  private final ConfigurationWait wait;
  private final CompletableFuture<@Nullable Void> read = new CompletableFuture<>();
  private final Map<String, Authorizer> byId = new HashMap<>();

  /** Guarded by the monitor, which {@link #read} is not: it completes a moment later. */
  private @Nullable Outcome outcome;

  /** What the configuration says. Immutable. */
  private static final class Outcome {
    final @Nullable HopPolicy policy;
    final Predicate<String> isOn;
    final @Nullable NoToken why;
    final @Nullable Explainer explainer;

    Outcome(
        @Nullable HopPolicy policy,
        Predicate<String> isOn,
        @Nullable NoToken why,
        @Nullable Explainer explainer) {
      this.policy = policy;
      this.isOn = isOn;
      this.why = why;
      this.explainer = explainer;
    }
  }

  /**
   * Authorizers that wait for the configuration.
   *
   * @param wait how long requests wait for it
   */
  public Authorizers(ConfigurationWait wait) {
    this.wait = wait;
  }

  /** The authorizer of a client. */
  public synchronized Authorizer of(Library client) {
    var known = byId.get(client.id());
    if (known == null) {
      known = new Authorizer(client, wait, read);
      byId.put(client.id(), known);
      if (outcome != null) {
        apply(outcome, known);
      }
    }
    return known;
  }

  /**
   * Gives ID tokens to the requests of clients.
   *
   * @param policy decides about each hop
   * @param isOn whether the client with an id is on
   * @param explainer explains refusals, also of clients that are off
   */
  public void authorize(HopPolicy policy, Predicate<String> isOn, Explainer explainer) {
    apply(new Outcome(policy, isOn, null, explainer));
  }

  /**
   * Leaves every request unchanged, and explains those that are refused.
   *
   * @param why why requests get no ID tokens
   * @param explainer explains refusals
   */
  public void leaveUnchanged(NoToken why, Explainer explainer) {
    apply(new Outcome(null, id -> false, why, explainer));
  }

  /** Leaves every request unchanged, if nothing else has been decided. */
  public void leaveUnchangedIfUnread() {
    if (!read.isDone()) {
      apply(new Outcome(null, id -> false, null, null));
    }
  }

  private void apply(Outcome now) {
    synchronized (this) {
      outcome = now;
      for (var client : byId.entrySet()) {
        apply(now, client.getValue());
      }
    }
    read.complete(null);
  }

  private static void apply(Outcome now, Authorizer client) {
    boolean isOn = now.isOn.test(client.id());
    Refusals refusals = null;
    if (now.explainer != null && now.policy != null && isOn) {
      refusals = Refusals.of(now.policy, now.explainer);
    } else if (now.explainer != null) {
      var why = now.why == null ? NoToken.clientOff("clients." + client.id()) : now.why;
      refusals = Refusals.of(why, now.explainer);
    }
    client.set(isOn ? now.policy : null, refusals);
  }
}
