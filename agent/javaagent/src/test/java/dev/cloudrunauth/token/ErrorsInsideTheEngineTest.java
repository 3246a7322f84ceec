package dev.cloudrunauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.Audience;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The memory ends at any one step of a flight: each call that the engine makes to its clocks, its
 * source, its threads and its chance throws once. No caller waits longer than the time-out, and the
 * audience has a token as soon as there is memory again.
 */
class ErrorsInsideTheEngineTest {

  private static final Audience ORDERS = new Audience("https://orders.example.com", null);
  private static final long HOUR = 3_600_000;
  private static final long TIMEOUT = 5_000;

  private final ManualTime time = new ManualTime();
  private int steps;
  private int failing;
  private boolean failed;

  /** How the source behaves before there is memory again. */
  enum Source {
    MINTS,
    IS_ILL_ONCE,
    REFUSES,
    HANGS,
    ANSWERS_FOR_ANOTHER
  }

  @ParameterizedTest
  @EnumSource
  void atWhicheverStepTheMemoryEndsNobodyIsLeftWaiting(Source behaviour) throws Exception {
    for (failing = 1; ; failing++) {
      failed = true;
      boolean[] well = {false};
      var calls = new int[1];
      var engine = engine(audience -> answer(behaviour, well[0], ++calls[0], audience));
      steps = 0;
      failed = false;
      var first = ask(engine);
      var second = ask(engine);
      time.pass(TIMEOUT);
      var step = behaviour + ", step " + failing;
      assertTrue(first == null || first.isDone(), step);
      assertTrue(second == null || second.isDone(), step);

      boolean wasFailed = failed;
      failed = true;
      well[0] = true;
      time.pass(20_000);
      var later = engine.token(ORDERS);
      time.pass(TIMEOUT);
      assertEquals(ORDERS.aud(), later.get().audience(), step);
      assertTrue(time.isIdle(), step);
      if (!wasFailed) {
        assertTrue(failing > 8, "no step failed, but after " + failing);
        return;
      }
    }
  }

  private @Nullable CompletableFuture<IdToken> ask(TokenEngine engine) {
    try {
      return engine.token(ORDERS);
    } catch (OutOfMemoryError itsOwn) {
      // The adapter that asks sends its request without a token.
      return null;
    }
  }

  private IdToken answer(Source behaviour, boolean well, int call, Audience audience)
      throws TokenSourceException {
    step();
    if (!well) {
      switch (behaviour) {
        case IS_ILL_ONCE -> {
          if (call == 1) {
            throw new TokenSourceException("ill", true, 0, null);
          }
        }
        case REFUSES -> throw new TokenSourceException("no", false, 0, null);
        case HANGS -> time.pass(2 * TIMEOUT);
        case ANSWERS_FOR_ANOTHER -> {
          return ScriptedSource.token("x", "https://another", time.wallMillis() + HOUR);
        }
        case MINTS -> {}
      }
    }
    return ScriptedSource.token("x", audience.aud(), time.wallMillis() + HOUR);
  }

  /** Throws once, at the step that is to fail. */
  private void step() {
    if (++steps == failing && !failed) {
      failed = true;
      throw new OutOfMemoryError("at step " + failing);
    }
  }

  private TokenEngine engine(MintingSource minting) {
    var source =
        new MintingSource() {
          @Override
          public IdToken mint(Audience audience) throws TokenSourceException {
            return minting.mint(audience);
          }

          @Override
          public String identity(Audience audience) {
            step();
            return "the default robot";
          }
        };
    var ticker =
        new Ticker() {
          @Override
          public long wallMillis() {
            step();
            return time.wallMillis();
          }

          @Override
          public long steadyMillis() {
            step();
            return time.steadyMillis();
          }
        };
    var scheduler =
        new Scheduler() {
          @Override
          public void execute(Runnable task) {
            step();
            time.execute(task);
          }

          @Override
          public void resume(Runnable task) {
            step();
            time.resume(task);
          }

          @Override
          public Future<?> schedule(Runnable task, long delayMillis) {
            step();
            return time.schedule(task, delayMillis);
          }
        };
    return new TokenEngine(
        source,
        ticker,
        () -> {
          step();
          return 0;
        },
        scheduler,
        TIMEOUT,
        List.of(ORDERS),
        10);
  }
}
