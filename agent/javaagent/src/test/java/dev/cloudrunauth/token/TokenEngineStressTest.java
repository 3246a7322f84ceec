package dev.cloudrunauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many threads and a clock that runs: tokens become fresh, ending and over while they are asked
 * for, renewed, refused and waited for. What must hold is checked at each step by whoever can see
 * it: the source sees the flights, the callers see the tokens.
 *
 * <p>Each of these faults was put into the engine once, and seen to fail here: a renewal that
 * begins without looking whether one is under way; one for a token that has been renewed meanwhile;
 * a flight that is not forgotten when it lands; a token that is sent beyond its end.
 */
@Timeout(60)
class TokenEngineStressTest {

  private static final Audience ORDERS = new Audience("https://orders.example.com", null);
  private static final Audience STOCK = new Audience("https://stock.example.com", "robot");
  private static final int CALLERS = 16;
  private static final int CALLS = 20_000;
  private static final int ROUNDS = 500;
  private static final long LIFE = 300_000;

  private final AtomicLong now = new AtomicLong(ManualTime.START_MILLIS);
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  @Test
  void noCallerHasADeadOrForeignTokenAndNoTwoFlightsAreUnderWayAtOnce() throws Exception {
    var source = new Checked(0.1);
    var threads = new TokenThreads();
    var callers = Executors.newFixedThreadPool(CALLERS);
    try {
      var engine =
          new TokenEngine(source, new Running(), () -> 0, threads, 30_000, List.of(ORDERS), 10);
      var atOnce = new CyclicBarrier(CALLERS);
      var work = new ArrayList<Callable<Void>>();
      for (int i = 0; i < CALLERS; i++) {
        var audience = i % 2 == 0 ? ORDERS : STOCK;
        work.add(
            () -> {
              atOnce.await();
              for (int call = 0; call < CALLS; call++) {
                ask(engine, audience);
              }
              return null;
            });
      }
      for (var each : callers.invokeAll(work)) {
        each.get();
      }
    } finally {
      callers.shutdownNow();
      threads.shutdownNow();
    }

    assertEquals(List.of(), wrong.stream().distinct().toList());
    for (var mint : List.of(source.orders, source.stock)) {
      assertTrue(mint.minted.get() > 50, "the clock ran through " + mint.minted + " tokens");
    }
  }

  /**
   * Two threads on two cores, over and over: each round the token that the round before has brought
   * is ending, or over, and both notice at the same moment.
   */
  @Test
  void twoCallersWhoNoticeAtTheSameMomentCauseOneFlight() throws Exception {
    var flights = new Flights();
    var other = Executors.newSingleThreadExecutor();
    try {
      var engine =
          new TokenEngine(
              new Checked(0), new Running(), () -> 0, flights, 30_000, List.of(ORDERS), 10);
      var known = engine.token(ORDERS).get();
      for (int round = 0; round < ROUNDS; round++) {
        boolean isOver = round % 2 == 0;
        now.addAndGet(isOver ? LIFE - 1_000 : LIFE - 200_000);
        flights.begun.set(0);
        var ready = new AtomicInteger();
        Callable<IdToken> caller =
            () -> {
              ready.incrementAndGet();
              while (ready.get() < 2) {
                Thread.onSpinWait();
              }
              var cached = engine.cached(ORDERS);
              return cached == null ? engine.token(ORDERS).get() : cached;
            };
        var answer = other.submit(caller);
        var own = caller.call();
        var others = answer.get();
        assertEquals(1, flights.begun.get(), "flights in round " + round);
        assertSame(isOver, own != known && others != known, "who is over is not sent");
        known = next(engine, known);
      }
    } finally {
      other.shutdownNow();
      flights.shutdownNow();
    }
    assertEquals(List.of(), List.copyOf(wrong));
  }

  private static IdToken next(TokenEngine engine, IdToken known) {
    var next = engine.cached(ORDERS);
    while (next == null || next == known) {
      Thread.onSpinWait();
      next = engine.cached(ORDERS);
    }
    return next;
  }

  /** Threads that count the flights that they are given. */
  private static final class Flights implements Scheduler {

    final AtomicInteger begun = new AtomicInteger();
    private final TokenThreads threads = new TokenThreads();

    @Override
    public void execute(Runnable flight) {
      begun.incrementAndGet();
      threads.execute(flight);
    }

    @Override
    public void resume(Runnable task) {
      threads.resume(task);
    }

    @Override
    public Future<?> schedule(Runnable task, long delayMillis) {
      return threads.schedule(task, delayMillis);
    }

    void shutdownNow() {
      threads.shutdownNow();
    }
  }

  /** A request: with the token at hand, or else one that is waited for; sometimes it is refused. */
  private void ask(TokenEngine engine, Audience audience) {
    var random = ThreadLocalRandom.current();
    long asked = now.addAndGet(random.nextInt(100));
    var token = engine.cached(audience);
    if (token == null) {
      try {
        token = engine.token(audience).join();
      } catch (CompletionException failed) {
        // Time flies here: a token can be over when it comes, or come after the time-out.
        var message = String.valueOf(failed.getMessage());
        if (!message.contains("told to fail")
            && !message.contains(" s to live")
            && !message.contains("no answer from the token source")
            && !message.contains("before it came")) {
          wrong.add("failed for another reason: " + message);
        }
        return;
      }
    } else if (token.expiresAtMillis() - asked <= TokenState.OVER_MILLIS) {
      wrong.add("a token that is over was at hand");
    }
    if (!token.audience().equals(audience.aud())) {
      wrong.add("a token for another audience");
    }
    if (random.nextInt(1_000) == 0) {
      engine.refused(audience, token.headerValue(), 0);
    }
  }

  /** Time that each caller drives on. */
  private final class Running implements Ticker {

    @Override
    public long wallMillis() {
      return now.get();
    }

    @Override
    public long steadyMillis() {
      return now.get();
    }
  }

  /** A mint for each audience. */
  private final class Checked implements TokenSource {

    private final Mint orders;
    private final Mint stock;

    Checked(double failing) {
      orders = new Mint(failing);
      stock = new Mint(failing);
    }

    Mint of(Audience audience) {
      return audience.equals(ORDERS) ? orders : stock;
    }

    @Override
    public IdToken mint(Audience audience, long limitMillis) throws TokenSourceException {
      return of(audience).mint(audience);
    }

    @Override
    public String identity(Audience audience) {
      return "the stressed robot";
    }
  }

  /** Mints tokens that live for five minutes, fails now and then, and counts who is inside. */
  private final class Mint {

    private final AtomicInteger minted = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final double failing;

    Mint(double failing) {
      this.failing = failing;
    }

    IdToken mint(Audience audience) throws TokenSourceException {
      if (inside.incrementAndGet() > 1) {
        wrong.add("two flights at once");
      }
      try {
        for (int i = ThreadLocalRandom.current().nextInt(1_000); i > 0; i--) {
          Thread.onSpinWait();
        }
        if (ThreadLocalRandom.current().nextDouble() < failing) {
          throw new TokenSourceException("told to fail", false, 0, null);
        }
        return ScriptedSource.token(
            String.valueOf(minted.incrementAndGet()), audience.aud(), now.get() + LIFE);
      } finally {
        inside.decrementAndGet();
      }
    }
  }
}
