package dev.cloudrunauth.launch;

import dev.cloudrunauth.client.HopPolicy;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about each client, as soon as it is read: a policy, or {@code null}
 * for a client that is left alone. Requests that come before wait for it.
 */
final class Policies {

  final CompletableFuture<@Nullable HopPolicy> javaNetHttp = new CompletableFuture<>();
  final CompletableFuture<@Nullable HopPolicy> okHttp = new CompletableFuture<>();

  /** Leaves every request alone that is not decided yet. */
  void none() {
    javaNetHttp.complete(null);
    okHttp.complete(null);
  }
}
