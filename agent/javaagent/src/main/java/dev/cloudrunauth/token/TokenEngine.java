package dev.cloudrunauth.token;

import dev.cloudrunauth.audience.Audience;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one ID token for each audience. Reading a fresh one takes no lock and allocates nothing.
 *
 * <p>Any thread may use it. Nothing is fetched while nobody asks: on Cloud Run the processor stands
 * still between requests, so that a timer would not run when it should.
 */
public final class TokenEngine {

  private final ConcurrentHashMap<Audience, TokenEntry> entries = new ConcurrentHashMap<>();
  private final int mostEntries;

  // What the entries share.
  final TokenSource source;
  final Ticker ticker;
  final ScheduledExecutorService executor;
  final BackOff betweenTries;
  final BackOff betweenFlights;
  final long timeoutMillis;

  /**
   * An engine without tokens.
   *
   * @param source where tokens come from
   * @param ticker the clocks
   * @param random numbers from 0 to 1, to spread retries
   * @param executor runs calls of the source and the pauses between them
   * @param timeoutMillis how long a caller waits for a token, at most
   * @param mostEntries how many audiences are kept; beyond, the one unused for longest goes
   */
  public TokenEngine(
      TokenSource source,
      Ticker ticker,
      DoubleSupplier random,
      ScheduledExecutorService executor,
      long timeoutMillis,
      int mostEntries) {
    this.source = source;
    this.ticker = ticker;
    this.executor = executor;
    this.betweenTries = new BackOff(100, 2_000, random);
    this.betweenFlights = new BackOff(1_000, 60_000, random);
    this.timeoutMillis = timeoutMillis;
    this.mostEntries = mostEntries;
  }

  /**
   * The token at hand, if it may be sent now. In the last minutes of its life this starts a renewal
   * in the background.
   *
   * @param audience the audience
   * @return a token with more than 30 s to live, or {@code null} if one has to be waited for
   */
  public @Nullable IdToken cached(Audience audience) {
    var entry = entries.get(audience);
    return entry == null ? null : entry.usable();
  }

  /**
   * A token, now or later. All who ask while there is none wait for the same answer.
   *
   * @param audience the audience
   * @return a future of the caller's own: cancelling it ends the caller's wait and nothing else. It
   *     fails with an {@link java.io.IOException} after the time-out at the latest
   */
  public CompletableFuture<IdToken> token(Audience audience) {
    return entry(audience).await();
  }

  /**
   * Whether a header's value is a token that this engine gave out for the audience, so that a
   * retried request is not mistaken for one that brings the application's own.
   *
   * @param audience the audience
   * @param headerValue the value of a header
   * @return whether it is the present token or the one before
   */
  public boolean gaveOut(Audience audience, String headerValue) {
    var entry = entries.get(audience);
    return entry != null && entry.gaveOut(headerValue);
  }

  private TokenEntry entry(Audience audience) {
    var entry = entries.get(audience);
    if (entry != null) {
      return entry;
    }
    if (entries.size() >= mostEntries) {
      removeLeastRecentlyUsed();
    }
    return entries.computeIfAbsent(audience, absent -> new TokenEntry(absent, this));
  }

  private void removeLeastRecentlyUsed() {
    TokenEntry oldest = null;
    for (var entry : entries.values()) {
      if (oldest == null || entry.lastUsedMillis() < oldest.lastUsedMillis()) {
        oldest = entry;
      }
    }
    if (oldest != null) {
      entries.remove(oldest.audience(), oldest);
    }
  }
}
