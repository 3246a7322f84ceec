package dev.cloudrunauth.token;

import java.util.concurrent.atomic.LongAdder;

/**
 * What has happened to the tokens of one audience. It outlives the audience's {@link TokenEntry},
 * which may come and go, so that no counter ever goes back. Any thread may count.
 */
final class Counters {

  final LongAdder sent = new LongAdder();
  final LongAdder minted = new LongAdder();
  final LongAdder refreshed = new LongAdder();
  final LongAdder failures = new LongAdder();
}
