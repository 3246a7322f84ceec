package dev.cloudrunauth.launch;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.instrumentation.HopPolicy;
import dev.cloudrunauth.token.IdToken;
import dev.cloudrunauth.token.NoIdentityException;
import dev.cloudrunauth.token.TokenEngine;
import dev.cloudrunauth.token.TokenSourceException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the tokens of the configured audiences before requests ask for them: the first by itself,
 * because it says whether the source works at all, and then a few at a time, so that a request that
 * comes meanwhile finds a thread free for its own. Of a long list only the beginning is fetched.
 *
 * <p>It is a favour. Where it fails, one line says so, and requests ask for themselves.
 */
final class Prefetch implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Prefetch.class);

  private static final int MAX_AUDIENCES = 100;

  /** Half of the threads that fetch tokens. */
  private static final int MAX_AT_A_TIME = 4;

  private final List<Audience> audiences;
  private final TokenEngine tokens;
  private final HopPolicy policy;

  private int fetched;
  private boolean isOver;
  private boolean isWithoutIdentity;
  private @Nullable Throwable firstFailure;

  Prefetch(List<Audience> audiences, TokenEngine tokens, HopPolicy policy) {
    this.audiences = audiences;
    this.tokens = tokens;
    this.policy = policy;
  }

  @Override
  public void run() {
    var ahead = audiences.subList(0, Math.min(MAX_AUDIENCES, audiences.size()));
    var underWay = new ArrayDeque<CompletableFuture<IdToken>>();
    for (var audience : ahead) {
      if (underWay.size() == (fetched == 0 ? 1 : MAX_AT_A_TIME)) {
        await(underWay.remove());
      }
      if (isOver) {
        break;
      }
      begin(audience, underWay);
    }
    while (!underWay.isEmpty()) {
      await(underWay.remove());
    }
    if (!isWithoutIdentity) {
      report(ahead.size());
    }
  }

  private void begin(Audience audience, ArrayDeque<CompletableFuture<IdToken>> underWay) {
    try {
      underWay.add(tokens.tokenAhead(audience));
    } catch (RuntimeException | Error noThread) {
      // A machine that is out of threads does not want this now.
      failed(noThread);
    }
  }

  private void await(CompletableFuture<IdToken> underWay) {
    try {
      var unused = underWay.get();
      fetched++;
    } catch (ExecutionException failure) {
      var cause = failure.getCause();
      failed(cause == null ? failure : cause);
    } catch (InterruptedException | RuntimeException | Error fault) {
      // Nobody interrupts this thread.
      failed(fault);
    }
  }

  private void failed(Throwable failure) {
    isWithoutIdentity |= policy.disableIfNoIdentity(failure);
    isOver |= isWithoutIdentity || !isRefusal(failure);
    if (firstFailure == null) {
      firstFailure = failure;
    }
  }

  private void report(int ahead) {
    if (firstFailure instanceof LinkageError) {
      // The agent's jar was overwritten, which its class loader has reported.
      return;
    }
    if (firstFailure == null) {
      LOG.debug("{} of {} ID tokens fetched ahead of requests", fetched, audiences.size());
    } else {
      LOG.warn(
          "{} of {} ID tokens could not be fetched ahead; requests will try again: {}",
          ahead - fetched,
          ahead,
          firstFailure.getMessage());
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
