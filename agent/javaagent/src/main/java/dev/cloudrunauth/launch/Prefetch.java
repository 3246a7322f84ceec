package dev.cloudrunauth.launch;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.client.HopPolicy;
import dev.cloudrunauth.token.NoIdentityException;
import dev.cloudrunauth.token.TokenEngine;
import dev.cloudrunauth.token.TokenSourceException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the tokens of the configured audiences before requests ask for them, one after the other:
 * a request that comes meanwhile has at most one of them before it.
 *
 * <p>It is a favour. Where it fails, one line says so, and requests ask for themselves.
 */
final class Prefetch implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Prefetch.class);

  private final List<Audience> audiences;
  private final TokenEngine tokens;
  private final HopPolicy policy;

  Prefetch(List<Audience> audiences, TokenEngine tokens, HopPolicy policy) {
    this.audiences = audiences;
    this.tokens = tokens;
    this.policy = policy;
  }

  @Override
  public void run() {
    try {
      fetchAll();
    } catch (LinkageError unreadable) {
      // The agent's class loader has reported it.
    }
  }

  private void fetchAll() {
    int fetched = 0;
    Throwable first = null;
    for (var audience : audiences) {
      var failure = fetch(audience);
      if (failure == null) {
        fetched++;
        continue;
      }
      if (policy.disableIfNoIdentity(failure)) {
        return;
      }
      if (first == null) {
        first = failure;
      }
      if (!isRefusal(failure)) {
        break;
      }
    }
    if (first == null) {
      LOG.debug("{} of {} ID tokens fetched ahead of requests", fetched, audiences.size());
    } else {
      LOG.warn(
          "{} of {} ID tokens could not be fetched ahead of requests, which will ask again: {}",
          audiences.size() - fetched,
          audiences.size(),
          first.getMessage());
    }
  }

  private @Nullable Throwable fetch(Audience audience) {
    try {
      tokens.tokenAhead(audience).get();
      return null;
    } catch (ExecutionException failure) {
      return failure.getCause();
    } catch (InterruptedException | RuntimeException | OutOfMemoryError fault) {
      // Nobody interrupts this thread. A machine that is out of threads does not want this now.
      return fault;
    }
  }

  /** Whether the source said no to one audience; otherwise it will not answer for the next. */
  private static boolean isRefusal(Throwable failure) {
    var cause = failure.getCause();
    return cause instanceof TokenSourceException
        && !(cause instanceof NoIdentityException)
        && !((TokenSourceException) cause).isRetryable();
  }
}
