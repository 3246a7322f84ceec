package dev.cloudrunauth.token;

import java.util.function.DoubleSupplier;

/** Where tokens come from and how often they are asked for: the same for all audiences. */
final class Supply {

  final TokenSource source;
  final Ticker ticker;
  final Scheduler scheduler;

  /** How long a caller waits for a token, at most. */
  final long timeoutMillis;

  final ClockSkew clockSkew = new ClockSkew();
  final FirstTokens firstTokens;
  final BackOff betweenTries;
  final BackOff betweenRenewals;

  /** Shorter: requests fail meanwhile, and each of these flights is paid for by a caller's wait. */
  final BackOff betweenFailures;

  /** What looks as if it would stay is asked about ever less often. */
  final BackOff betweenRefusals;

  Supply(
      TokenSource source,
      Ticker ticker,
      DoubleSupplier random,
      Scheduler scheduler,
      long timeoutMillis) {
    this.source = source;
    this.ticker = ticker;
    this.scheduler = scheduler;
    this.timeoutMillis = timeoutMillis;
    firstTokens = new FirstTokens(ticker);
    betweenTries = new BackOff(100, 1_000, random);
    betweenRenewals = new BackOff(1_000, 60_000, random);
    betweenFailures = new BackOff(1_000, 10_000, random);
    betweenRefusals = new BackOff(1_000, 60_000, random);
  }
}
