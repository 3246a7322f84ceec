package dev.cloudrunauth.benchmark.soak;

import dev.cloudrunauth.local.frontend.ReceivedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Looks at each request as it reaches a service, and keeps none. Threads may share it. */
final class Arrivals {

  private final LongAdder all = new LongAdder();
  private final LongAdder dead = new LongAdder();
  private final LongAdder foreign = new LongAdder();
  private final LongAdder refusedOtherwise = new LongAdder();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final LongAccumulator leastMillisLeft = new LongAccumulator(Math::min, Long.MAX_VALUE);

  void add(ReceivedRequest request) {
    all.increment();
    request.token().ifPresent(token -> tokens.add(token.fingerprint()));
    request
        .token()
        .ifPresent(
            token ->
                leastMillisLeft.accumulate(
                    Duration.between(Instant.now(), token.expiresAt()).toMillis()));
    request.refusal().ifPresent(this::addRefusal);
  }

  /** The stand-in says why it has refused, as a sentence and in no other way. */
  private void addRefusal(String reason) {
    if (reason.contains("it expired at")) {
      dead.increment();
    } else if (reason.contains("its audience is")) {
      foreign.increment();
    } else {
      refusedOtherwise.increment();
    }
  }

  long all() {
    return all.sum();
  }

  long withDeadToken() {
    return dead.sum();
  }

  long withForeignToken() {
    return foreign.sum();
  }

  /** Those without a token, for one. */
  long refusedOtherwise() {
    return refusedOtherwise.sum();
  }

  /** How many different tokens there were. */
  int tokens() {
    return tokens.size();
  }

  /** The shortest time that an accepted token had still to live, in milliseconds. */
  long leastMillisLeft() {
    return leastMillisLeft.get();
  }
}
