package dev.cloudrunauth.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cloudrunauth.audience.Audience;
import dev.cloudrunauth.audience.AudienceTable;
import dev.cloudrunauth.instrumentation.HeaderChoice;
import dev.cloudrunauth.instrumentation.HopPolicy;
import dev.cloudrunauth.token.IdToken;
import dev.cloudrunauth.token.MintingSource;
import dev.cloudrunauth.token.NoIdentityException;
import dev.cloudrunauth.token.Ticker;
import dev.cloudrunauth.token.TokenEngine;
import dev.cloudrunauth.token.TokenSourceException;
import dev.cloudrunauth.token.TokenThreads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of the source, and what is not, when tokens are fetched ahead. */
class PrefetchTest {

  private static final Audience ORDERS = new Audience("https://orders.example.com", null);
  private static final Audience STOCK = new Audience("https://stock.example.com", null);
  private static final Audience USERS = new Audience("https://users.example.com", null);
  private static final List<Audience> ALL = List.of(ORDERS, STOCK, USERS);

  private final TokenThreads threads = new TokenThreads();
  private final List<Audience> asked = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void everyAudienceIsAskedForOnceAndThenAtHand() {
    var tokens = engine(PrefetchTest::token);

    prefetch(tokens);

    assertEquals(Set.copyOf(ALL), Set.copyOf(asked));
    assertEquals(ALL.size(), asked.size());
    for (var audience : ALL) {
      assertNotNull(tokens.cached(audience));
    }
  }

  @Test
  void aSourceInTroubleIsNotTroubledFurther() {
    prefetch(engine(audience -> fail(new TokenSourceException("busy", true, 0, null))));

    assertEquals(List.of(ORDERS), asked);
  }

  @Test
  void theRefusalOfOneAudienceDoesNotStopTheOthers() {
    var tokens =
        engine(
            audience ->
                audience.equals(ORDERS)
                    ? fail(new TokenSourceException("no such audience", false, 0, null))
                    : token(audience));

    prefetch(tokens);

    assertEquals(Set.copyOf(ALL), Set.copyOf(asked));
    assertEquals(ALL.size(), asked.size());
    assertNotNull(tokens.cached(USERS));
  }

  @Test
  void withoutAnIdentityOneQuestionIsEnough() {
    prefetch(engine(audience -> fail(new NoIdentityException("nobody", true))));

    assertEquals(List.of(ORDERS), asked);
  }

  @Test
  void theFirstSaysWhetherTheOthersAreWorthAsking() throws Exception {
    var atOnce = new AtomicInteger();
    var most = new AtomicInteger();
    var everyone = new ArrayList<Audience>();
    for (int i = 0; i < 150; i++) {
      everyone.add(new Audience("https://service-" + i + ".example.com", null));
    }
    var tokens =
        engine(
            audience -> {
              most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
              Thread.onSpinWait();
              atOnce.decrementAndGet();
              return token(audience);
            });

    prefetch(tokens, everyone);

    assertEquals(100, asked.size(), "the rest of a long list is asked for by its requests");
    assertEquals(everyone.get(0), asked.get(0));
    assertTrue(most.get() <= 4, most + " at once");
  }

  private void prefetch(TokenEngine tokens) {
    prefetch(tokens, ALL);
  }

  private void prefetch(TokenEngine tokens, List<Audience> audiences) {
    var policy =
        new HopPolicy(new AudienceTable(List.of()), tokens, HeaderChoice.AUTO, false, () -> {});
    new Prefetch(audiences, tokens, policy).run();
  }

  private TokenEngine engine(MintingSource source) {
    MintingSource noted =
        audience -> {
          asked.add(audience);
          return source.mint(audience, 4_000);
        };
    return new TokenEngine(noted, Ticker.system(), () -> 0, threads, 60_000, ALL, 1_000);
  }

  private static IdToken token(Audience audience) {
    return new IdToken(
        "eyJ.test.token", audience.aud(), null, System.currentTimeMillis() + 3_600_000, 0);
  }

  private static IdToken fail(TokenSourceException failure) throws TokenSourceException {
    throw failure;
  }
}
