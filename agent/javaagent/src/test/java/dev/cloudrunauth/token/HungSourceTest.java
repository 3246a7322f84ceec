package dev.cloudrunauth.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.Audience;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that accepts and never answers, with the threads that the agent really has. */
@Timeout(60)
class HungSourceTest {

  private static final long TIMEOUT = 100;
  private static final long HOUR = 3_600_000;

  private final TokenThreads threads = new TokenThreads();
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final TokenEngine engine =
      new TokenEngine(
          (MintingSource) this::hang, Ticker.system(), () -> 0, threads, TIMEOUT, List.of(), 2_000);

  @AfterEach
  void stop() {
    released.countDown();
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 80, 1_000})
  void everyCallerStopsWaitingWhileTheSourceStillHangs(int audiences) throws Exception {
    for (var caller : callers(audiences)) {
      var failure = assertThrows(ExecutionException.class, () -> caller.get(30, TimeUnit.SECONDS));
      var message = assertInstanceOf(IOException.class, failure.getCause()).getMessage();
      assertTrue(String.valueOf(message).startsWith("no ID token for https://service-"), message);
    }
    assertEquals(1, released.getCount(), "it hangs");
  }

  @Test
  void aCallerWhoCannotEvenBeFlownForIsToldWhy() {
    var callers = callers(80);

    var last = callers.get(79);
    var failure = assertThrows(ExecutionException.class, () -> last.get(30, TimeUnit.SECONDS));

    var message = String.valueOf(failure.getMessage());
    assertTrue(
        message.endsWith("all threads that fetch tokens are still waiting for the token source"),
        message);
    assertTrue(message.contains(" after 0 tries in "), message);
  }

  @Test
  void theSourceIsNotAskedForThoseWhoHaveGone() throws Exception {
    for (var caller : callers(80)) {
      assertThrows(ExecutionException.class, () -> caller.get(30, TimeUnit.SECONDS));
    }
    int hanging = asked.get();
    released.countDown();
    var after = engine.token(new Audience("https://after.example.com", null));

    assertEquals("https://after.example.com", after.get(30, TimeUnit.SECONDS).audience());
    assertEquals(hanging + 1, asked.get());
  }

  private List<CompletableFuture<IdToken>> callers(int audiences) {
    var callers = new ArrayList<CompletableFuture<IdToken>>();
    for (int i = 0; i < audiences; i++) {
      callers.add(engine.token(new Audience("https://service-" + i + ".example.com", null)));
    }
    return callers;
  }

  private IdToken hang(Audience audience) throws TokenSourceException {
    asked.incrementAndGet();
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new TokenSourceException("the test is over", false, 0, e);
    }
    return ScriptedSource.token("late", audience.aud(), System.currentTimeMillis() + HOUR);
  }
}
