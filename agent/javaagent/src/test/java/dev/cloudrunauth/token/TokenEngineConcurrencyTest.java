package dev.cloudrunauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine on its real threads, by the machine's clocks. */
@Timeout(60)
class TokenEngineConcurrencyTest {

  private static final Audience ORDERS = new Audience("https://orders.example.com", null);
  private static final Audience STOCK = new Audience("https://stock.example.com", null);
  private static final long HOUR = 3_600_000;

  private final TokenThreads threads = new TokenThreads();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void aThousandCallersWhoArriveColdCauseOneCallOfTheSource() throws Exception {
    var calls = new AtomicInteger();
    var allHaveAsked = new CountDownLatch(1_000);
    var engine =
        engine(
            audience -> {
              calls.incrementAndGet();
              await(allHaveAsked);
              return fresh("only", audience);
            });
    var callers = Executors.newFixedThreadPool(50);
    try {
      var atOnce = new CyclicBarrier(50);
      Callable<Void> twentyCalls =
          () -> {
            atOnce.await();
            var waiting = new ArrayList<CompletableFuture<IdToken>>();
            for (int i = 0; i < 20; i++) {
              waiting.add(engine.token(ORDERS));
              allHaveAsked.countDown();
            }
            for (var each : waiting) {
              assertEquals("Bearer eyJ.secret.only", each.get().headerValue());
            }
            return null;
          };
      var done = new ArrayList<Callable<Void>>();
      for (int i = 0; i < 50; i++) {
        done.add(twentyCalls);
      }
      for (var each : callers.invokeAll(done)) {
        each.get();
      }
    } finally {
      callers.shutdownNow();
    }
    assertEquals(1, calls.get());
  }

  @Test
  void aSourceThatHangsForOneAudienceDoesNotHoldUpAnother() throws Exception {
    var release = new CountDownLatch(1);
    var engine =
        engine(
            audience -> {
              if (audience.equals(ORDERS)) {
                await(release);
              }
              return fresh(audience.aud(), audience);
            });
    var hanging = engine.token(ORDERS);
    assertSame(engine.token(STOCK).get(), engine.cached(STOCK));
    assertFalse(hanging.isDone());
    release.countDown();
    hanging.get();
  }

  @Test
  void tokensAreFetchedOnDaemonThreadsThatKnowNothingOfTheirCaller() throws Exception {
    var fetcher = new CompletableFuture<Thread>();
    var inherited = new InheritableThreadLocal<String>();
    var seen = new CompletableFuture<String>();
    var engine =
        engine(
            audience -> {
              fetcher.complete(Thread.currentThread());
              seen.complete(String.valueOf(inherited.get()));
              return fresh("x", audience);
            });
    inherited.set("the application's");
    engine.token(ORDERS).get();
    inherited.remove();

    assertTrue(fetcher.get().isDaemon());
    assertEquals("null", seen.get());
    assertSame(TokenEngine.class.getClassLoader(), fetcher.get().getContextClassLoader());
  }

  @Test
  void aTokenAtHandIsReturnedWhileAFlightIsSlowToSayWhyItFailed() throws Exception {
    var wallMillis = new AtomicLong(System.currentTimeMillis());
    var slow = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var calls = new AtomicInteger();
    var source =
        new TokenSource() {
          @Override
          public IdToken mint(Audience audience, long limitMillis) throws TokenSourceException {
            if (calls.incrementAndGet() > 1) {
              throw new TokenSourceException("ill", false, 0, null);
            }
            return ScriptedSource.token("only", audience.aud(), wallMillis.get() + HOUR);
          }

          /** Asked for when a flight says why it has failed. */
          @Override
          public String identity(Audience audience) {
            slow.countDown();
            await(release);
            return "the default robot";
          }
        };
    var ticker =
        new Ticker() {
          @Override
          public long wallMillis() {
            return wallMillis.get();
          }

          @Override
          public long steadyMillis() {
            return Ticker.system().steadyMillis();
          }
        };
    var engine = new TokenEngine(source, ticker, () -> 0, threads, 30_000, List.of(ORDERS), 10);
    var token = engine.token(ORDERS).get();
    wallMillis.addAndGet(HOUR - TokenState.ENDING_MILLIS);
    assertSame(token, engine.cached(ORDERS));
    await(slow);
    try {
      assertSame(token, atOnce(() -> engine.cached(ORDERS)), "ending");
      wallMillis.addAndGet(-HOUR / 2);
      assertSame(token, atOnce(() -> engine.cached(ORDERS)), "fresh");
    } finally {
      release.countDown();
    }
  }

  /** On a thread that can be left behind. */
  private static IdToken atOnce(Callable<IdToken> question) throws Exception {
    var other = Executors.newSingleThreadExecutor();
    try {
      return other.submit(question).get(10, TimeUnit.SECONDS);
    } finally {
      other.shutdownNow();
    }
  }

  private TokenEngine engine(MintingSource source) {
    return new TokenEngine(source, Ticker.system(), () -> 0, threads, 30_000, List.of(ORDERS), 10);
  }

  private static IdToken fresh(String name, Audience audience) {
    return ScriptedSource.token(name, audience.aud(), System.currentTimeMillis() + HOUR);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
