package dev.cloudrunauth.token;

import dev.cloudrunauth.audience.Audience;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one ID token for each audience. Reading a fresh one takes no lock and allocates nothing.
 *
 * <p>It calls the {@link TokenEntry} of an audience, which has the token, and that calls the {@link
 * Flight} that fetches the next one. A flight tells its entry what came of it, and never waits for
 * it.
 *
 * <p>Any thread may use it. Nothing is fetched while nobody asks: on Cloud Run the processor stands
 * still between requests, so that a timer would not run when it should.
 */
public final class TokenEngine {

  /** Those of the configuration; they stay. */
  private final Map<Audience, TokenEntry> fixed = new HashMap<>();

  /** Those that requests to wildcard origins bring; they come and go. */
  private final ConcurrentHashMap<Audience, TokenEntry> others = new ConcurrentHashMap<>();

  private final int mostOthers;
  private final EvictedCounters evicted;

  private final Supply supply;

  /**
   * An engine without tokens.
   *
   * @param source where tokens come from
   * @param ticker the clocks
   * @param random numbers from 0 to 1, to spread retries
   * @param scheduler runs calls of the source, the pauses between them and the time-outs
   * @param timeoutMillis how long a caller waits for a token, at most
   * @param fixed the audiences that are kept for good
   * @param mostOthers how many others are kept; beyond, the one unused for longest goes
   */
  public TokenEngine(
      TokenSource source,
      Ticker ticker,
      DoubleSupplier random,
      Scheduler scheduler,
      long timeoutMillis,
      Collection<Audience> fixed,
      int mostOthers) {
    this.supply = new Supply(source, ticker, random, scheduler, timeoutMillis);
    this.mostOthers = mostOthers;
    this.evicted = new EvictedCounters(mostOthers);
    for (var audience : fixed) {
      this.fixed.put(audience, new TokenEntry(audience, supply, new Counters()));
    }
  }

  /**
   * The token at hand, if it may be sent now. In the last minutes of its life this starts a renewal
   * in the background.
   *
   * @param audience the audience
   * @return a token with more than 30 s to live, or {@code null} if one has to be waited for
   */
  public @Nullable IdToken cached(Audience audience) {
    var entry = known(audience);
    return entry == null ? null : entry.usable();
  }

  /**
   * The token at hand, for a request that leaves with it now: as {@link #cached}, and counted.
   *
   * @param audience the audience
   * @return a token with more than 30 s to live, or {@code null} if one has to be waited for
   */
  public @Nullable IdToken taken(Audience audience) {
    var entry = known(audience);
    return entry == null ? null : counted(entry, entry.usable());
  }

  /**
   * For a request that leaves now, whatever there is: counted.
   *
   * @param audience the audience
   * @return a token that has not expired, though it may soon, or was refused once; {@code null} if
   *     there is none
   */
  public @Nullable IdToken takenUnexpired(Audience audience) {
    var entry = known(audience);
    return entry == null ? null : counted(entry, entry.unexpired());
  }

  private static @Nullable IdToken counted(TokenEntry entry, @Nullable IdToken token) {
    if (token != null) {
      entry.counters.sent.increment();
    }
    return token;
  }

  /**
   * A token, now or later. All who ask while there is none wait for the same answer.
   *
   * @param audience the audience
   * @return a future of the caller's own: cancelling it ends the caller's wait and nothing else. It
   *     fails with an {@link java.io.IOException} after the time-out at the latest
   */
  public CompletableFuture<IdToken> token(Audience audience) {
    var entry = known(audience);
    return (entry == null ? added(audience) : entry).await();
  }

  /**
   * A token that nobody waits for yet. The source is asked once; if it fails, requests that come
   * later do not fail with it: they ask again.
   *
   * @param audience the audience
   * @return a future of the caller's own, which fails with an {@link java.io.IOException} when the
   *     source has failed, or with the requests that have come to wait meanwhile
   */
  public CompletableFuture<IdToken> tokenAhead(Audience audience) {
    var entry = known(audience);
    return (entry == null ? added(audience) : entry).ahead();
  }

  /**
   * A service has refused a token as invalid. If it is the present one it is dropped, at most once
   * in 30 seconds, so that the next request has a new one.
   *
   * @param audience the audience
   * @param headerValue the header's value as it was sent
   * @param serverMillis the service's clock when it answered, in milliseconds since the epoch; 0 if
   *     it did not say
   */
  public void refused(Audience audience, String headerValue, long serverMillis) {
    var entry = known(audience);
    if (entry != null) {
      entry.refused(headerValue, serverMillis);
    }
  }

  /**
   * Counts a request that leaves with a token that it has waited for.
   *
   * @param audience the audience
   */
  public void sent(Audience audience) {
    var entry = known(audience);
    if (entry != null) {
      entry.counters.sent.increment();
    } else {
      synchronized (evicted) {
        evicted.countSent(audience);
      }
    }
  }

  /**
   * Drops every token: the next request for each audience has a new one minted. Requests that wait
   * at this moment get the token that they wait for.
   *
   * @return how many tokens were dropped
   */
  public int dropAll() {
    int dropped = 0;
    for (var entry : entries()) {
      dropped += entry.drop() ? 1 : 0;
    }
    return dropped;
  }

  /** Has the source asked again for whoever comes next, whatever has failed before. */
  public void forgetFailures() {
    for (var entry : entries()) {
      entry.forgetFailure();
    }
  }

  /** Lets nobody wait any longer: the futures of all who do fail. Tokens at hand stay. */
  public void endWaits() {
    for (var entry : entries()) {
      entry.endWaits();
    }
  }

  /** The counters of each audience that is kept now, in the order of their audiences' names. */
  public List<TokenTally> tallies() {
    var tallies = new ArrayList<TokenTally>();
    for (var entry : entries()) {
      tallies.add(entry.tally());
    }
    tallies.sort(Comparator.comparing(tally -> tally.audience().toString()));
    return tallies;
  }

  /** How many requests left with a token of any audience, also of those that are kept no longer. */
  public long sent() {
    // No audience comes or goes meanwhile: it would be counted twice, or not at all.
    synchronized (evicted) {
      long sent = evicted.sent();
      for (var entry : entries()) {
        sent += entry.counters.sent.sum();
      }
      return sent;
    }
  }

  /** How long a caller waits for a token at most, in milliseconds. */
  public long timeoutMillis() {
    return supply.timeoutMillis;
  }

  /** What keeps time for those who wait. */
  public Scheduler scheduler() {
    return supply.scheduler;
  }

  /** The clocks that this engine goes by. */
  public Ticker ticker() {
    return supply.ticker;
  }

  private List<TokenEntry> entries() {
    var entries = new ArrayList<>(fixed.values());
    entries.addAll(others.values());
    return entries;
  }

  private @Nullable TokenEntry known(Audience audience) {
    var entry = fixed.get(audience);
    return entry == null ? others.get(audience) : entry;
  }

  private TokenEntry added(Audience audience) {
    synchronized (evicted) {
      if (others.size() >= mostOthers) {
        removeLeastRecentlyUsed();
      }
      return others.computeIfAbsent(
          audience, absent -> new TokenEntry(absent, supply, evicted.takeBack(absent)));
    }
  }

  private void removeLeastRecentlyUsed() {
    TokenEntry oldest = null;
    for (var entry : others.values()) {
      if (oldest == null || entry.lastUsedMillis() < oldest.lastUsedMillis()) {
        oldest = entry;
      }
    }
    if (oldest != null && others.remove(oldest.audience, oldest)) {
      evicted.keep(oldest.audience, oldest.counters);
    }
  }
}
