package dev.cloudrunauth.client;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about the requests of a client, as soon as it is read. A
 * configuration that was broken may be followed by a good one.
 *
 * <p>Any thread may ask.
 */
public final class ConfiguredPolicy {

  private final ConfigurationWait wait;
  private volatile CompletableFuture<@Nullable HopPolicy> policy;

  /**
   * A policy that is not known yet.
   *
   * @param wait how long requests wait for it
   */
  public ConfiguredPolicy(ConfigurationWait wait) {
    this(wait, new CompletableFuture<>());
  }

  /**
   * A policy that a future brings.
   *
   * @param wait how long requests wait for it
   * @param policy brings the policy, or {@code null} to leave every request alone
   */
  public ConfiguredPolicy(ConfigurationWait wait, CompletableFuture<@Nullable HopPolicy> policy) {
    this.wait = wait;
    this.policy = policy;
  }

  /**
   * The configuration is read.
   *
   * @param read the policy; {@code null} leaves every request alone
   */
  public void set(@Nullable HopPolicy read) {
    var before = policy;
    if (!before.complete(read)) {
      policy = CompletableFuture.completedFuture(read);
    }
  }

  /** Leaves every request alone, if nothing else is known yet. */
  public void leaveAloneIfUnread() {
    policy.complete(null);
  }

  boolean isRead() {
    return policy.isDone();
  }

  /** The policy, once it is read: {@code null} leaves every request alone. */
  @Nullable HopPolicy now() {
    return policy.join();
  }

  /** Ends when the configuration is read. A future of the caller's own. */
  CompletableFuture<@Nullable HopPolicy> whenRead() {
    return policy.copy();
  }

  ConfigurationWait configurationWait() {
    return wait;
  }
}
