package dev.cloudrunauth.instrumentation;

import dev.cloudrunauth.audience.Destination;
import dev.cloudrunauth.token.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A hop that waits for its token. */
final class TokenWait extends Wait {

  private final HopPolicy policy;
  private final Destination destination;
  private final @Nullable String header;
  private final CompletableFuture<@Nullable String> value;

  /**
   * Begins to wait.
   *
   * @param policy decides about the hop
   * @param destination where the hop goes
   * @param header which header to set, or {@code null} if the hop comes back to be authorized
   */
  TokenWait(HopPolicy policy, Destination destination, @Nullable String header) {
    this.policy = policy;
    this.destination = destination;
    this.header = header;
    value = policy.headerValue(destination);
  }

  @Override
  CompletableFuture<?> awaited() {
    return value;
  }

  @Override
  long limitMillis() {
    return policy.waitMillis();
  }

  @Override
  Scheduler scheduler() {
    return policy.scheduler();
  }

  @Override
  @Nullable Wait proceed(OutgoingRequest request) throws Throwable {
    var arrived = arrived();
    if (header == null) {
      return null;
    }
    if (arrived == null) {
      policy.passed();
    } else {
      HopPolicy.setHeader(request, header, arrived);
      policy.sent(destination.audience());
    }
    return null;
  }

  /** The hop has waited for a token, which is too good to be replaced by none. */
  @Override
  boolean proceedAtOnce(OutgoingRequest request) throws Throwable {
    var last = header == null ? null : policy.unexpiredHeaderValue(destination.audience());
    if (header == null || last == null) {
      return false;
    }
    HopPolicy.setHeader(request, header, last);
    return true;
  }

  private @Nullable String arrived() throws Throwable {
    try {
      return value.isDone() ? value.join() : policy.overdue(destination);
    } catch (CompletionException failed) {
      var cause = failed.getCause();
      throw cause == null ? failed : cause;
    }
  }
}
